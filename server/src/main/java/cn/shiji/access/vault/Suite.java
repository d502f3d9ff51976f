package cn.shiji.access.vault;

import cn.shiji.kernel.StartRefused;
import java.util.Locale;

/**
 * Which algorithms new keys are made for; the setting {@code shiji.crypto}.
 */
public enum Suite {
    /** AES and SHA-256. */
    STANDARD(Algorithm.AES_256_GCM, Algorithm.HMAC_SHA_256),
    /** SM4 and SM3. */
    SM(Algorithm.SM4_GCM, Algorithm.HMAC_SM3);

    private final Algorithm sealing;
    private final Algorithm blinding;

    Suite(Algorithm sealing, Algorithm blinding) {
        this.sealing = sealing;
        this.blinding = blinding;
    }

    /** The algorithm for keys of this use. */
    public Algorithm algorithm(KeyUse use) {
        return switch (use) {
            case SEAL -> sealing;
            case BLIND -> blinding;
        };
    }

    /**
     * The suite of a word of the settings.
     *
     * @throws StartRefused where there is none of that name
     */
    public static Suite of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "standard" -> STANDARD;
            case "sm" -> SM;
            default ->
                throw new StartRefused("shiji.crypto 应为 standard 或 sm，不是 " + word
                        + " / shiji.crypto must be standard or sm, not " + word);
        };
    }
}
