package cn.shiji.access.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;

/** The algorithms give what their standards print. */
class AlgorithmTest {

    @Test
    void aesGivesTheVectorOfItsAuthors() {
        // McGrew and Viega, The Galois/Counter Mode of Operation, test case 16.
        byte[] key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        byte[] nonce = hex("cafebabefacedbaddecaf888");
        byte[] bound = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] clear = hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
        byte[] sealed = hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b");

        assertThat(Algorithm.AES_256_GCM.seal(key, nonce, bound, clear)).isEqualTo(sealed);
        assertThat(Algorithm.AES_256_GCM.open(key, nonce, bound, sealed)).hasValue(clear);
    }

    @Test
    void sm4GivesTheVectorOfRfc8998() {
        byte[] key = hex("0123456789abcdeffedcba9876543210");
        byte[] nonce = hex("00001234567800000000abcd");
        byte[] bound = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] clear = hex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
        byte[] sealed = hex("17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                + "83de3541e4c2b58177e065a9bf7b62ec");

        assertThat(Algorithm.SM4_GCM.seal(key, nonce, bound, clear)).isEqualTo(sealed);
        assertThat(Algorithm.SM4_GCM.open(key, nonce, bound, sealed)).hasValue(clear);
    }

    @Test
    void hmacWithSha256GivesTheVectorOfRfc4231() {
        byte[] key = Arrays.copyOf("Jefe".getBytes(StandardCharsets.US_ASCII), 4);

        assertThat(Algorithm.HMAC_SHA_256.digest(
                        key, "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    }

    @Test
    void hmacWithSm3IsTheTwoDigestsOfRfc2104() {
        assertThat(sm3("abc".getBytes(StandardCharsets.US_ASCII)))
                .as("the vector of GM/T 0004-2012")
                .isEqualTo(hex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"));
        byte[] key = hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");
        byte[] words = "河长".getBytes(StandardCharsets.UTF_8);

        byte[] inner = sm3(joined(padded(key, 0x36), words));
        assertThat(Algorithm.HMAC_SM3.digest(key, words)).isEqualTo(sm3(joined(padded(key, 0x5c), inner)));
    }

    @Test
    void nothingOpensWithOneBitChanged() {
        for (Algorithm algorithm : new Algorithm[] {Algorithm.AES_256_GCM, Algorithm.SM4_GCM}) {
            byte[] key = new byte[algorithm.keyBytes()];
            byte[] nonce = new byte[Algorithm.NONCE_BYTES];
            byte[] bound = {1, 2, 3};
            byte[] sealed = algorithm.seal(key, nonce, bound, "13800000000".getBytes(StandardCharsets.US_ASCII));

            for (int at = 0; at < sealed.length; at++) {
                assertThat(algorithm.open(key, nonce, bound, changed(sealed, at)))
                        .isEmpty();
            }
            assertThat(algorithm.open(key, nonce, changed(bound, 0), sealed)).isEmpty();
            assertThat(algorithm.open(key, changed(nonce, 0), bound, sealed)).isEmpty();
            assertThat(algorithm.open(changed(key, 0), nonce, bound, sealed)).isEmpty();
        }
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static byte[] padded(byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, 64);
        for (int at = 0; at < block.length; at++) {
            block[at] ^= (byte) pad;
        }
        return block;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static byte[] sm3(byte[] bytes) {
        SM3Digest digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return out;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
