package cn.shiji.access.vault;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One key.
 *
 * @param id counts the keys of an installation, whatever their use; a newer key has a higher number
 * @param bytes never leave this package but into the file
 */
public record Key(int id, Algorithm algorithm, Instant made, byte[] bytes) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int FINGERPRINT_BYTES = 8;

    /** A key must be as long as its algorithm asks. */
    public Key {
        if (bytes.length != algorithm.keyBytes()) {
            throw new IllegalArgumentException(
                    "A key of " + algorithm.word() + " has " + algorithm.keyBytes() + " bytes, not " + bytes.length);
        }
    }

    /** A key by chance. */
    public static Key fresh(int id, Algorithm algorithm, Instant now) {
        byte[] bytes = new byte[algorithm.keyBytes()];
        RANDOM.nextBytes(bytes);
        return new Key(id, algorithm, now, bytes);
    }

    /** What it is for. */
    public KeyUse use() {
        return algorithm.use();
    }

    /** Sixteen hex digits that tell this key from another and tell nothing of its bytes. */
    public String fingerprint() {
        byte[] digest = Algorithm.HMAC_SHA_256.digest(bytes, "shiji key".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && key.id == id && Arrays.equals(key.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** Without the bytes, for logs. */
    @Override
    public String toString() {
        return "Key[" + id + " " + algorithm.word() + " " + fingerprint() + "]";
    }
}
