package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.nio.charset.StandardCharsets;

/** What a file is by its first bytes, whatever its name says. */
enum FileKind {
    ZIP("ZIP", new byte[] {'P', 'K', 3, 4}),
    EMPTY_ZIP("ZIP", new byte[] {'P', 'K', 5, 6}),
    OLE("OLE", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}),
    PDF("PDF", "%PDF-".getBytes(StandardCharsets.US_ASCII)),
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

    /** Found where a document was expected, and of no kind known. */
    static final Problem.Word NOT_KNOWN = new Problem.Word("document.found.not-known");

    /** How far into a file its mark may stand; some programs put a line of their own in front of a PDF. */
    private static final int PDF_WITHIN = 1024;

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
            if (kind != UNKNOWN && kind.begins(bytes, 0)) {
                return kind;
            }
        }
        for (int at = 1; at < Math.min(PDF_WITHIN, bytes.length); at++) {
            if (PDF.begins(bytes, at)) {
                return PDF;
            }
        }
        return UNKNOWN;
    }

    private boolean begins(byte[] bytes, int from) {
        if (bytes.length < from + head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if (bytes[from + i] != head[i]) {
                return false;
            }
        }
        return true;
    }
}
