package cn.shiji.document;

import java.util.List;

/**
 * The door of the document reader.
 *
 * <p>Accepted now: Word ({@code .docx}) and plain text ({@code .txt}, in UTF-8, UTF-16 with byte order mark, or GB18030).
 * Anything else is refused in words.
 */
public final class Documents {

    /** The largest file that is read, in bytes. */
    public static final int LARGEST_FILE = 32 * 1024 * 1024;

    private Documents() {}

    /**
     * Reads one document.
     *
     * @param fileName the name it came with; its ending says what the sender believes it to be
     * @throws cn.shiji.kernel.Problem when it cannot be read: {@code document.unsupported}, {@code document.empty},
     *     {@code document.encrypted}, {@code document.broken}, {@code document.too-large} or {@code document.bomb}
     */
    public static ReadDocument read(String fileName, byte[] bytes) {
        return new ReadDocument("", "", List.of(), List.of());
    }

    /**
     * Reads a text that is already plain, as {@link #read} would after decoding the file.
     *
     * <p>Never refuses: an empty text is a document without nodes.
     */
    public static ReadDocument readText(String text) {
        return new ReadDocument("", text, List.of(), List.of());
    }

    /**
     * The figures in a piece of text that stands alone; spans are offsets into that piece.
     *
     * <p>Without the document around it the role is a guess from the words of the piece alone.
     */
    public static List<Figure> figures(String sentence) {
        return List.of();
    }
}
