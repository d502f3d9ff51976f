package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
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
 * GB18030. What is neither is refused rather than shown as rubbish.
 */
final class PlainText {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private PlainText() {}

    static String decode(String fileName, byte[] bytes) {
        String text = marked(bytes);
        if (text == null) {
            text = strictly(StandardCharsets.UTF_8, bytes, 0);
        }
        if (text == null) {
            text = strictly(GB18030, bytes, 0);
        }
        if (text == null || looksBinary(text)) {
            throw Problem.bad("document.unsupported", fileName, FileKind.NOT_TEXT);
        }
        return text;
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
