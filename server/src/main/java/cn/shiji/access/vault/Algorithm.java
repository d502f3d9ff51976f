package cn.shiji.access.vault;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The algorithms a key may be of: the international ones, and the Chinese national ones (GM/T 0002-2012 SM4, GM/T
 * 0004-2012 SM3) for sites that are assessed by GB/T 39786-2021.
 */
public enum Algorithm {
    /** AES with 256-bit keys in GCM (NIST SP 800-38D). */
    AES_256_GCM(KeyUse.SEAL, 32),
    /** SM4 in GCM (RFC 8998); its keys have 128 bits. */
    SM4_GCM(KeyUse.SEAL, 16),
    /** HMAC with SHA-256 (RFC 2104). */
    HMAC_SHA_256(KeyUse.BLIND, 32),
    /** HMAC with SM3. */
    HMAC_SM3(KeyUse.BLIND, 32);

    static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    // To find an algorithm among the providers takes longer than to seal a telephone number.
    private static final ThreadLocal<Cipher> AES = ThreadLocal.withInitial(() -> {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    });
    private static final ThreadLocal<Mac> HMAC = ThreadLocal.withInitial(() -> {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    });

    private final KeyUse use;
    private final int keyBytes;

    Algorithm(KeyUse use, int keyBytes) {
        this.use = use;
        this.keyBytes = keyBytes;
    }

    /** What it is for. */
    public KeyUse use() {
        return use;
    }

    /** How long its keys are. */
    public int keyBytes() {
        return keyBytes;
    }

    /** How it is called in files and in the database: {@code AES-256-GCM}. */
    public String word() {
        return name().replace('_', '-');
    }

    /** The algorithm of a word; an unknown word is our own fault. */
    public static Algorithm of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * Seals: the answer holds the clear bytes enciphered, and a tag over them and the bound bytes.
     *
     * @param nonce twelve bytes that were never used with this key before
     * @param bound what the answer is bound to; it must be given again to open
     */
    byte[] seal(byte[] key, byte[] nonce, byte[] bound, byte[] clear) {
        return switch (this) {
            case AES_256_GCM -> {
                try {
                    yield aes(Cipher.ENCRYPT_MODE, key, nonce, bound).doFinal(clear);
                } catch (GeneralSecurityException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
            case SM4_GCM -> {
                try {
                    yield sm4(true, key, nonce, bound, clear);
                } catch (InvalidCipherTextException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
            case HMAC_SHA_256, HMAC_SM3 -> throw new IllegalStateException(this + " does not seal");
        };
    }

    /** Opens what was sealed; empty where a bit of it, of the bound bytes, or the key is another. */
    Optional<byte[]> open(byte[] key, byte[] nonce, byte[] bound, byte[] sealed) {
        return switch (this) {
            case AES_256_GCM -> {
                try {
                    yield Optional.of(
                            aes(Cipher.DECRYPT_MODE, key, nonce, bound).doFinal(sealed));
                } catch (AEADBadTagException forged) {
                    yield Optional.empty();
                } catch (GeneralSecurityException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
            case SM4_GCM -> {
                try {
                    yield Optional.of(sm4(false, key, nonce, bound, sealed));
                } catch (InvalidCipherTextException forged) {
                    yield Optional.empty();
                }
            }
            case HMAC_SHA_256, HMAC_SM3 -> throw new IllegalStateException(this + " does not open");
        };
    }

    /** The keyed digest of the bytes: equal bytes, equal digests, and nothing else can be told from it. */
    byte[] digest(byte[] key, byte[] bytes) {
        return switch (this) {
            case HMAC_SHA_256 -> {
                try {
                    Mac mac = HMAC.get();
                    mac.init(new SecretKeySpec(key, "HmacSHA256"));
                    yield mac.doFinal(bytes);
                } catch (GeneralSecurityException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
            case HMAC_SM3 -> {
                HMac mac = new HMac(new SM3Digest());
                mac.init(new KeyParameter(key));
                mac.update(bytes, 0, bytes.length);
                byte[] digest = new byte[mac.getMacSize()];
                mac.doFinal(digest, 0);
                yield digest;
            }
            case AES_256_GCM, SM4_GCM -> throw new IllegalStateException(this + " does not digest");
        };
    }

    private static Cipher aes(int mode, byte[] key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = AES.get();
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    private static byte[] sm4(boolean sealing, byte[] key, byte[] nonce, byte[] bound, byte[] bytes)
            throws InvalidCipherTextException {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(sealing, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, bound));
        byte[] out = new byte[cipher.getOutputSize(bytes.length)];
        int length = cipher.processBytes(bytes, 0, bytes.length, out, 0);
        length += cipher.doFinal(out, length);
        return length == out.length ? out : Arrays.copyOf(out, length);
    }
}
