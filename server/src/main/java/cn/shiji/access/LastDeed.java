package cn.shiji.access;

import java.time.Instant;

/**
 * What the trail says was done last to a thing.
 *
 * @param by who did it, by name
 * @param verb what was done, {@code person.change}
 */
public record LastDeed(String by, String verb, Instant at) {}
