package cn.shiji.evidence;

import java.time.Instant;
import java.util.UUID;

/**
 * A kept file.
 *
 * @param name as its sender named it
 * @param mediaType by its content, never by what the sender said
 * @param size in bytes
 * @param sha256 hexadecimal digest of the content
 */
public record FileView(
        UUID id, String name, String mediaType, long size, String sha256, String keptBy, Instant keptAt) {}
