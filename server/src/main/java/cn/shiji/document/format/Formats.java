package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The way from a file to its {@link Manuscript}.
 *
 * <p>What a file is, its bytes decide; its name only tells apart what bytes cannot.
 */
public final class Formats {

    /** The largest file that is read, in bytes. */
    public static final int LARGEST_FILE = 32 * 1024 * 1024;

    /** The longest text that is read, in UTF-16 characters; a national report has 20,000. */
    public static final int LONGEST_TEXT = 5_000_000;

    private static final int MEGABYTE = 1024 * 1024;

    /** How the entry of an encrypted package is called in an OLE container. */
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    private Formats() {}

    /**
     * The text of a file, and what the file tells about it.
     *
     * @param fileName the name it came with; its ending says what the sender believes it to be
     * @return a manuscript with at least one line
     * @throws Problem when it cannot be read: {@code document.unsupported}, {@code document.empty},
     *     {@code document.encrypted}, {@code document.broken}, {@code document.too-large}, {@code document.too-long} or
     *     {@code document.bomb}
     */
    public static Manuscript manuscript(String fileName, byte[] bytes) {
        if (bytes.length > LARGEST_FILE) {
            int megabytes = (bytes.length + MEGABYTE - 1) / MEGABYTE;
            throw Problem.tooLarge("document.too-large", fileName, megabytes, LARGEST_FILE / MEGABYTE);
        }
        if (bytes.length == 0) {
            throw Problem.bad("document.empty", fileName);
        }
        Manuscript manuscript = read(fileName, bytes);
        if (manuscript.lines().isEmpty()) {
            throw Problem.bad("document.empty", fileName);
        }
        return manuscript;
    }

    private static Manuscript read(String fileName, byte[] bytes) {
        String name = fileName.toLowerCase(Locale.ROOT);
        FileKind kind = FileKind.of(bytes);
        if (kind == FileKind.OLE && holdsEncrypted(bytes)) {
            throw Problem.bad("document.encrypted", fileName);
        }
        if (name.endsWith(".docx") && kind == FileKind.ZIP) {
            return WordText.read(fileName, bytes);
        }
        if (name.endsWith(".txt") && kind == FileKind.UNKNOWN) {
            String text = PlainText.decode(fileName, bytes);
            if (text.length() > LONGEST_TEXT) {
                throw Problem.tooLarge("document.too-long", fileName, LONGEST_TEXT);
            }
            return Manuscript.plain(text);
        }
        throw Problem.bad("document.unsupported", fileName, kind == FileKind.UNKNOWN ? found(name) : kind.words());
    }

    private static boolean holdsEncrypted(byte[] bytes) {
        for (int i = 0; i + ENCRYPTED.length <= bytes.length; i += 2) {
            int same = 0;
            while (same < ENCRYPTED.length && bytes[i + same] == ENCRYPTED[same]) {
                same++;
            }
            if (same == ENCRYPTED.length) {
                return true;
            }
        }
        return false;
    }

    /** What to call a file of no known kind: what its name says, when that says anything. */
    private static Object found(String name) {
        int dot = name.lastIndexOf('.');
        boolean told = dot >= 0 && name.length() - dot <= 8 && !name.endsWith(".docx");
        return told ? name.substring(dot) : FileKind.NOT_WORD;
    }
}
