package cn.shiji.directory.imports;

import cn.shiji.kernel.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows of text, their columns parted by comma, semicolon or tab, words in double quotes where they hold one of these.
 *
 * <p>The encoding is told by the byte order mark, else it is UTF-8 where every byte is, else GB18030 where every byte is;
 * nothing is guessed by likelihood.
 */
final class TextSheet implements SentSheet {

    private static final char BOM = '\uFEFF';
    private static final char[] DELIMITERS = {'\t', ',', ';', '，'};
    private static final int BUFFER = 64 * 1024;

    /** A quoted cell longer than this was never closed. */
    private static final int LONGEST_QUOTED = 20_000;

    private final String fileName;
    private final byte[] bytes;
    private final Charset charset;
    private final char delimiter;

    private TextSheet(String fileName, byte[] bytes, Charset charset, char delimiter) {
        this.fileName = fileName;
        this.bytes = bytes;
        this.charset = charset;
        this.delimiter = delimiter;
    }

    static TextSheet open(String fileName, byte[] bytes) {
        Charset charset = charset(fileName, bytes);
        return new TextSheet(fileName, bytes, charset, delimiter(bytes, charset));
    }

    @Override
    public String format() {
        return charset.name();
    }

    @Override
    public String delimiter() {
        return delimiter == '\t' ? "tab" : String.valueOf(delimiter);
    }

    @Override
    public void read(RowReader reader) {
        try (PushbackReader in = new PushbackReader(open(bytes, charset), 1)) {
            int number = 0;
            List<String> cells = new ArrayList<>();
            while (row(in, cells, number + 1)) {
                number++;
                if (!reader.row(number, cells.toArray(String[]::new))) {
                    return;
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads the next row into the cells; false at the end. */
    private boolean row(PushbackReader in, List<String> cells, int number) throws IOException {
        cells.clear();
        var cell = new StringBuilder();
        boolean any = false;
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int read = in.read(); read >= 0; read = in.read()) {
            any = true;
            char sign = (char) read;
            if (quoted) {
                if (sign != '"') {
                    cell.append(sign);
                    if (cell.length() > LONGEST_QUOTED) {
                        throw Problem.bad("import.unbalanced-quote", fileName, number);
                    }
                } else {
                    int next = in.read();
                    if (next == '"') {
                        cell.append('"');
                    } else {
                        quoted = false;
                        if (next >= 0) {
                            in.unread(next);
                        }
                    }
                }
            } else if (sign == '"' && !wasQuoted && cell.toString().isBlank()) {
                quoted = true;
                wasQuoted = true;
                cell.setLength(0);
            } else if (sign == delimiter) {
                add(cells, cell);
                wasQuoted = false;
            } else if (sign == '\n' || sign == '\r') {
                if (sign == '\r') {
                    int next = in.read();
                    if (next >= 0 && next != '\n') {
                        in.unread(next);
                    }
                }
                add(cells, cell);
                return true;
            } else if (sign != BOM) {
                cell.append(sign);
            }
        }
        if (quoted) {
            throw Problem.bad("import.unbalanced-quote", fileName, number);
        }
        if (any) {
            add(cells, cell);
        }
        return any;
    }

    private static void add(List<String> cells, StringBuilder cell) {
        if (cells.size() < MOST_COLUMNS) {
            String words = Cells.tidy(cell.toString());
            cells.add(words.length() > LONGEST_CELL ? words.substring(0, LONGEST_CELL) : words);
        }
        cell.setLength(0);
    }

    private static Charset charset(String fileName, byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            if (holds(bytes, charset)) {
                return charset;
            }
        }
        throw Problem.bad("import.encoding", fileName);
    }

    /** Whether every byte is text of this encoding, and none of it a control sign that no text holds. */
    private static boolean holds(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            out.flip();
            while (out.hasRemaining()) {
                char sign = out.get();
                if (sign < ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
                    return false;
                }
            }
            out.clear();
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
        }
    }

    /** The sign that parts the first rows most evenly; a comma where none does. */
    private static char delimiter(byte[] bytes, Charset charset) {
        Map<Character, int[]> counts = new java.util.HashMap<>();
        try (Reader in = open(bytes, charset)) {
            char[] head = new char[8 * 1024];
            int length = Math.max(0, in.read(head));
            boolean quoted = false;
            int lines = 0;
            for (int at = 0; at < length && lines < 5; at++) {
                char sign = head[at];
                if (sign == '"') {
                    quoted = !quoted;
                } else if (sign == '\n') {
                    lines++;
                } else if (!quoted) {
                    for (char one : DELIMITERS) {
                        if (sign == one) {
                            counts.computeIfAbsent(one, none -> new int[1])[0]++;
                        }
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        char best = ',';
        int most = 0;
        for (char one : DELIMITERS) {
            int count = counts.getOrDefault(one, new int[1])[0];
            // A full-width comma parts columns only where nothing else does.
            if (count > most && !(one == '，' && most > 0)) {
                best = one;
                most = count;
            }
        }
        return best;
    }

    private static Reader open(byte[] bytes, Charset charset) {
        return new java.io.BufferedReader(new InputStreamReader(new ByteArrayInputStream(bytes), charset), BUFFER);
    }
}
