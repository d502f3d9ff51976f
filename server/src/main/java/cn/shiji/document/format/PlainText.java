package cn.shiji.document.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a plain text file.
 *
 * <p>Encodings are not guessed: the byte order mark decides, else the bytes must be strictly UTF-8, else strictly
 * GB18030. UTF-16 without a mark is known by its zero bytes, which the others never hold. What is none of them is refused
 * rather than shown as rubbish.
 */
final class PlainText {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private PlainText() {}

    /** The text, null when the bytes are none in any of these encodings. */
    static @Nullable String decoded(byte[] bytes) {
        String text = marked(bytes);
        if (text == null) {
            text = zeroed(bytes);
        }
        if (text == null) {
            text = strictly(StandardCharsets.UTF_8, bytes, 0);
        }
        if (text == null) {
            text = strictly(GB18030, bytes, 0);
        }
        return text == null || looksBinary(text) ? null : text;
    }

    /** The text in one encoding, null when the bytes are none in it. */
    static @Nullable String decoded(byte[] bytes, Charset charset) {
        String text = strictly(charset, bytes, 0);
        return text == null || looksBinary(text) ? null : text;
    }

    /** The text when a byte order mark says how to read it, else null. */
    private static @Nullable String marked(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return strictly(StandardCharsets.UTF_8, bytes, 3);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return strictly(StandardCharsets.UTF_16LE, bytes, 2);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return strictly(StandardCharsets.UTF_16BE, bytes, 2);
        }
        return null;
    }

    /** The text in UTF-16 when zero bytes stand, and stand only, where that has them: beside ASCII characters. */
    private static @Nullable String zeroed(byte[] bytes) {
        int[] zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        if (bytes.length % 2 != 0 || zeros[0] == 0 == (zeros[1] == 0)) {
            return null;
        }
        String text = strictly(zeros[0] > 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE, bytes, 0);
        long usual = text == null ? 0 : text.chars().filter(PlainText::usual).count();
        return text != null && usual * 10 > text.length() * 9L ? text : null;
    }

    /** A character Chinese offices write. */
    private static boolean usual(int c) {
        return c == '\n'
                || c == '\r'
                || c == '\t'
                || c >= ' ' && c < 127
                || c >= 0x2000 && c < 0x2700
                || c >= 0x3000 && c < 0xA000
                || c >= 0xFF00 && c < 0xFFF0;
    }

    private static @Nullable String strictly(Charset charset, byte[] bytes, int from) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            return null;
        }
    }

    /** Text holds no NUL, and hardly any other control characters. */
    private static boolean looksBinary(String text) {
        int controls = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return true;
            }
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
                controls++;
            }
        }
        return controls * 50L > text.length();
    }

    private static boolean startsWith(byte[] bytes, int... head) {
        if (bytes.length < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if ((bytes[i] & 0xFF) != head[i]) {
                return false;
            }
        }
        return true;
    }
}
