package cn.shiji.mechanism;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The file of a pack, as found.
 *
 * @param path below the folder of packs, {@code <work line>/<id>/mechanism.yaml}
 * @param content its bytes, no more than one over the largest size taken
 */
record PackFile(Path path, Pack.Source source, byte[] content) {

    /** The name of the folder it lies in, which is to be the id of the pack. */
    String folder() {
        Path parent = path.getParent();
        return parent == null || parent.getFileName() == null
                ? ""
                : parent.getFileName().toString();
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
