package cn.shiji.access.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.jcajce.provider.digest.SM3;

/** What rows and seals are digested with; each seal says which, so that it may change from one to the next. */
enum Digest {
    /** FIPS 180-4. */
    SHA256("SHA-256"),
    /** GB/T 32905-2016. */
    SM3("SM3");

    /** Length of every digest here, in bytes. */
    static final int LENGTH = 32;

    private final String word;

    Digest(String word) {
        this.word = word;
    }

    /** As it stands in settings, seals and files. */
    String word() {
        return word;
    }

    static Optional<Digest> named(String word) {
        return Arrays.stream(values())
                .filter(digest -> digest.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** One that takes bytes bit by bit. */
    MessageDigest begin() {
        try {
            return switch (this) {
                case SHA256 -> MessageDigest.getInstance(word);
                case SM3 -> new SM3.Digest();
            };
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] of(byte[] bytes) {
        return begin().digest(bytes);
    }
}
