package cn.shiji.document;

import cn.shiji.document.format.Formats;
import cn.shiji.document.format.Manuscript;
import cn.shiji.document.format.Stretch;
import cn.shiji.kernel.Problem;
import java.util.List;

/**
 * The door of the document reader.
 *
 * <p>Read are the formats of {@link Formats#ENDINGS}: Word and WPS, PDF with text, workbooks, web pages, Markdown and
 * plain text. Anything else, and what holds no text to read, is refused in words.
 */
public final class Documents {

    /** The largest file that is read, in bytes. */
    public static final int LARGEST_FILE = Formats.LARGEST_FILE;

    /** The longest text that is read, in UTF-16 characters; a national report has 20,000. */
    public static final int LONGEST_TEXT = Formats.LONGEST_TEXT;

    private Documents() {}

    /**
     * Reads one document.
     *
     * @param fileName the name it came with; its ending says what the sender believes it to be
     * @throws Problem when it cannot be read; {@link Formats#manuscript} names the codes
     */
    public static ReadDocument read(String fileName, byte[] bytes) {
        return Reading.of(Formats.manuscript(fileName, bytes));
    }

    /**
     * Reads a text that is already plain, as {@link #read} would after decoding the file.
     *
     * <p>Never refuses: an empty text is a document without nodes.
     */
    public static ReadDocument readText(String text) {
        return Reading.of(Manuscript.plain(text));
    }

    /**
     * The figures in a piece of text that stands alone; spans are offsets into that piece.
     *
     * <p>Without the document around it the role is a guess from the words of the piece alone.
     */
    public static List<Figure> figures(String sentence) {
        Stretch whole = new Stretch(0, sentence.length());
        return new Figures(sentence, new CodePoints(sentence)).in(whole, Tenses.ofWords(sentence, whole));
    }
}
