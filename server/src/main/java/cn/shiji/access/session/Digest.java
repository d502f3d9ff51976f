package cn.shiji.access.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes words nobody can guess, and the digests under which they are kept: who reads the database learns no word. */
final class Digest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Digest() {}

    /** A new word of 256 bits, as letters, digits, - and _. */
    static String word() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES));
    }

    /** Bytes by chance. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** SHA-256; enough for what was made by chance. */
    static byte[] of(String word) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
