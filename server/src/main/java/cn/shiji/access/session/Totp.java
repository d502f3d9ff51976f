package cn.shiji.access.session;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One-time codes by the clock (RFC 6238): HMAC-SHA-1, six digits, a new one every thirty seconds, which is what every
 * authenticator app can do.
 */
final class Totp {

    static final Duration STEP = Duration.ofSeconds(30);

    private static final int DIGITS = 6;
    private static final int SECRET_BYTES = 20;
    /** A phone's clock may be one step off, either way. */
    private static final int SLACK = 1;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    /** A new secret, as an authenticator app wants it: Base32 of RFC 4648 without padding. */
    static String secret() {
        return base32(Digest.bytes(SECRET_BYTES));
    }

    /** The number of the thirty seconds in which this moment lies. */
    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    /** The code of a step. */
    static String code(String secret, long step) {
        return String.format(Locale.ROOT, "%0" + DIGITS + "d", number(bytes(secret), step, 1_000_000));
    }

    /** The step whose code this is, among those near to now; empty where it is none of them. */
    static OptionalLong stepOf(String secret, String code, Instant now) {
        long here = step(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = here - SLACK; step <= here + SLACK; step++) {
            if (code(secret, step).equals(code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The dynamic truncation of RFC 4226, 5.3. */
    static int number(byte[] key, long step, int below) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            return (ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff) % below;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int kept = 0;
        int bits = 0;
        for (byte one : bytes) {
            kept = kept << 8 | one & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(LETTERS.charAt(kept >> bits & 31));
            }
            kept &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(LETTERS.charAt(kept << 5 - bits & 31));
        }
        return text.toString();
    }

    private static byte[] bytes(String base32) {
        ByteBuffer bytes = ByteBuffer.allocate(base32.length() * 5 / 8);
        int kept = 0;
        int bits = 0;
        for (int at = 0; at < base32.length(); at++) {
            int value = LETTERS.indexOf(base32.charAt(at));
            if (value < 0) {
                throw new IllegalArgumentException("Not Base32");
            }
            kept = kept << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (kept >> bits));
            }
            kept &= (1 << bits) - 1;
        }
        return bytes.array();
    }
}
