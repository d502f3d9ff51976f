package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.nio.charset.StandardCharsets;

/** What a file is by its first bytes, whatever its name says. */
enum FileKind {
    ZIP("ZIP", new byte[] {'P', 'K', 3, 4}),
    EMPTY_ZIP("ZIP", new byte[] {'P', 'K', 5, 6}),
    OLE("Word 97-2003 / OLE", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}),
    PDF("PDF", "%PDF".getBytes(StandardCharsets.US_ASCII)),
    PNG("PNG", new byte[] {(byte) 0x89, 'P', 'N', 'G'}),
    JPEG("JPEG", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}),
    GIF("GIF", "GIF8".getBytes(StandardCharsets.US_ASCII)),
    RTF("RTF", "{\\rtf".getBytes(StandardCharsets.US_ASCII)),
    RAR("RAR", "Rar!".getBytes(StandardCharsets.US_ASCII)),
    SEVEN_ZIP("7-Zip", new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF}),
    GZIP("gzip", new byte[] {0x1F, (byte) 0x8B, 8}),
    PROGRAM("ELF", new byte[] {0x7F, 'E', 'L', 'F'}),
    UNKNOWN("?", new byte[0]);

    /** Found where text was expected in none of the encodings that are read. */
    static final Problem.Word NOT_TEXT = new Problem.Word("document.found.not-text");

    /** Found where a Word file was expected, and of no kind known. */
    static final Problem.Word NOT_WORD = new Problem.Word("document.found.not-word");

    private final String words;
    private final byte[] head;

    FileKind(String words, byte[] head) {
        this.words = words;
        this.head = head;
    }

    /** Its name, the same in every language. */
    String words() {
        return words;
    }

    static FileKind of(byte[] bytes) {
        for (FileKind kind : values()) {
            if (kind.begins(bytes)) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    private boolean begins(byte[] bytes) {
        if (bytes.length < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if (bytes[i] != head[i]) {
                return false;
            }
        }
        return true;
    }
}
