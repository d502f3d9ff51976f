package cn.shiji.app.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/** Chance that falls the same way for the same thing on every machine, so that every demo is the same demo. */
final class Chance {

    private Chance() {}

    /** The chance that belongs to what the words name. */
    static SplittableRandom of(Object... words) {
        return new SplittableRandom(digest(words).getLong());
    }

    /** An id of UUID version 7 for what the words name, made at the moment given. */
    static UUID id(Instant at, Object... words) {
        ByteBuffer digest = digest(words);
        long high = at.toEpochMilli() << 16 | 0x7000 | digest.getLong() & 0xfff;
        long low = digest.getLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static ByteBuffer digest(Object... words) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object word : words) {
                digest.update(word.toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
