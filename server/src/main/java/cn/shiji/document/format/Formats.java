package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The way from a file to its {@link Manuscript}.
 *
 * <p>What a file is, its bytes decide: a web page that calls itself .doc is read as a web page. Its name only tells apart
 * what bytes cannot.
 */
public final class Formats {

    /** The endings of names under which documents are sent, in the order in which people are told them. */
    public static final List<String> ENDINGS =
            List.of("docx", "doc", "wps", "pdf", "xlsx", "xls", "txt", "md", "html", "htm");

    /** The largest file that is read, in bytes. */
    public static final int LARGEST_FILE = 32 * 1024 * 1024;

    /** The longest text that is read, in UTF-16 characters; a national report has 20,000. */
    public static final int LONGEST_TEXT = 5_000_000;

    private static final int MEGABYTE = 1024 * 1024;

    /** How much of a text is looked at to tell what it is. */
    private static final int HEAD = 4000;

    private static final Pattern PAGE = Pattern.compile(
            "(?is)^\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*<(?:!doctype\\s+html|html|head|body)\\b.*");
    private static final Pattern ARCHIVE =
            Pattern.compile("(?is)^\\s*(?:MIME-Version:.*|<\\?xml.*<(?:\\w+:)?(?:wordDocument|package|Workbook)\\b.*)");

    private Formats() {}

    /**
     * The text of a file, and what the file tells about it.
     *
     * @param fileName the name it came with; its ending says what the sender believes it to be
     * @return a manuscript with at least one line that is no furniture
     * @throws Problem when it cannot be read, which a code beginning with {@code document.} says: {@code unsupported},
     *     {@code empty}, {@code encrypted}, {@code broken}, {@code scanned}, {@code no-characters}, {@code old-word},
     *     {@code other-wps}, {@code rtf}, {@code archive-page}, {@code parts-elsewhere}, {@code too-large},
     *     {@code too-long}, {@code too-intricate} or {@code bomb}
     */
    public static Manuscript manuscript(String fileName, byte[] bytes) {
        if (bytes.length > LARGEST_FILE) {
            int megabytes = (bytes.length + MEGABYTE - 1) / MEGABYTE;
            throw Problem.tooLarge("document.too-large", fileName, megabytes, LARGEST_FILE / MEGABYTE);
        }
        if (bytes.length == 0) {
            throw Problem.bad("document.empty", fileName);
        }
        Manuscript manuscript = Contents.marked(read(fileName, bytes));
        if (manuscript.lines().stream().allMatch(Manuscript.Line::furniture)) {
            throw Problem.bad("document.empty", fileName);
        }
        return manuscript;
    }

    private static Manuscript read(String fileName, byte[] bytes) {
        FileKind kind = FileKind.of(bytes);
        return switch (kind) {
            case ZIP -> {
                OfficePackage opened = OfficePackage.of(fileName, bytes);
                yield switch (opened.kind()) {
                    case WORD -> WordText.read(fileName, opened);
                    case WORKBOOK -> SheetText.read(fileName, opened);
                };
            }
            case OLE -> OleFile.read(fileName, bytes);
            case PDF -> PdfText.read(fileName, bytes);
            case RTF -> throw Problem.bad("document.rtf", fileName);
            case UNKNOWN -> text(fileName, bytes);
            case EMPTY_ZIP, PNG, JPEG, GIF, RAR, SEVEN_ZIP, GZIP, PROGRAM ->
                throw Problem.bad("document.unsupported", fileName, kind.words());
        };
    }

    private static Manuscript text(String fileName, byte[] bytes) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!ENDINGS.contains(ending)) {
            boolean told = name.indexOf('.') >= 0 && ending.length() <= 7;
            throw Problem.bad("document.unsupported", fileName, told ? "." + ending : FileKind.NOT_KNOWN);
        }
        boolean page = ending.equals("html") || ending.equals("htm");
        String text = page ? null : PlainText.decoded(bytes);
        String head = text == null ? "" : text.substring(0, Math.min(HEAD, text.length()));
        if (ARCHIVE.matcher(head).matches()) {
            throw Problem.bad("document.archive-page", fileName);
        }
        boolean plain = ending.equals("txt") || ending.equals("md");
        if (page || !plain && PAGE.matcher(head).matches()) {
            return WebText.read(fileName, bytes);
        }
        if (text == null) {
            throw switch (ending) {
                case "wps" -> Problem.bad("document.other-wps", fileName);
                case "txt", "md" -> Problem.bad("document.unsupported", fileName, FileKind.NOT_TEXT);
                default -> Problem.bad("document.unsupported", fileName, FileKind.NOT_KNOWN);
            };
        }
        if (!plain) {
            throw Problem.bad("document.unsupported", fileName, FileKind.NOT_KNOWN);
        }
        if (text.length() > LONGEST_TEXT) {
            throw Problem.tooLarge("document.too-long", fileName, LONGEST_TEXT);
        }
        return ending.equals("md") ? MarkdownText.read(text) : Manuscript.plain(text);
    }
}
