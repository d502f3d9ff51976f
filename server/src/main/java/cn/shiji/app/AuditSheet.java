package cn.shiji.app;

import cn.shiji.access.AuditLine;
import cn.shiji.access.AuditQuery;
import cn.shiji.access.AuditTrail;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.UnitId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The trail as a workbook or as CSV, row by row, so that it may be long. What looks like a formula stays text. */
@Component
class AuditSheet {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> COLUMNS = List.of(
            "id", "at", "name", "unit", "verb", "outcome", "kind", "subject", "words", "before", "after", "address",
            "session");
    private static final int RUN = 200;
    private static final int LONGEST_CELL = 32_000;

    private final AuditTrail trail;
    private final AuditWords words;
    private final AuditFields fields;
    private final Directory directory;
    private final MessageSource messages;
    private final Clock clock;

    AuditSheet(
            AuditTrail trail,
            AuditWords words,
            AuditFields fields,
            Directory directory,
            MessageSource messages,
            Clock clock) {
        this.trail = trail;
        this.words = words;
        this.fields = fields;
        this.directory = directory;
        this.messages = messages;
        this.clock = clock;
    }

    /** Takes a row's cells. */
    private interface Lines {

        void add(List<String> cells) throws IOException;
    }

    /** Writes the rows asked for and tells how many they are. */
    long write(Caller caller, AuditQuery query, boolean csv, Path file, Locale language) throws IOException {
        return csv ? writeText(caller, query, file, language) : writeBook(caller, query, file, language);
    }

    private long writeText(Caller caller, AuditQuery query, Path file, Locale language) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            // The mark by which spreadsheets know UTF-8.
            out.write('\uFEFF');
            return write(caller, query, language, cells -> {
                out.write(cells.stream().map(AuditSheet::quoted).collect(Collectors.joining(",")));
                out.write("\r\n");
            });
        }
    }

    private static String quoted(String cell) {
        // A program that opens the file takes what begins so for a formula.
        String safe = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private long writeBook(Caller caller, AuditQuery query, Path file, Locale language) throws IOException {
        try (SXSSFWorkbook book = new SXSSFWorkbook(RUN);
                OutputStream out = Files.newOutputStream(file)) {
            book.setCompressTempFiles(true);
            var plain = book.createCellStyle();
            plain.setQuotePrefixed(true);
            SXSSFSheet sheet = book.createSheet(words.kind("audit", language));
            sheet.createFreezePane(0, 1);
            for (int i = 0; i < COLUMNS.size(); i++) {
                sheet.setColumnWidth(i, 256 * (i == 0 ? 10 : i >= 8 && i <= 10 ? 36 : 20));
            }
            int[] at = {0};
            long rows = write(caller, query, language, cells -> {
                Row row = sheet.createRow(at[0]++);
                for (int i = 0; i < cells.size(); i++) {
                    String cell = cells.get(i);
                    var written = row.createCell(i);
                    written.setCellStyle(plain);
                    written.setCellValue(cell.length() <= LONGEST_CELL ? cell : cell.substring(0, LONGEST_CELL));
                }
            });
            book.write(out);
            return rows;
        }
    }

    private long write(Caller caller, AuditQuery query, Locale language, Lines lines) throws IOException {
        lines.add(COLUMNS.stream()
                .map(column -> Objects.requireNonNullElse(
                        messages.getMessage("audit.column." + column, null, column, language), column))
                .toList());
        Map<UnitId, String> names = new HashMap<>();
        long[] rows = {0};
        try {
            trail.each(caller, query, line -> {
                try {
                    lines.add(cells(line, names, language));
                    rows[0]++;
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw Objects.requireNonNullElseGet(failed.getCause(), () -> new IOException(failed));
        }
        return rows[0];
    }

    private List<String> cells(AuditLine line, Map<UnitId, String> names, Locale language) {
        List<String> cells = new ArrayList<>();
        cells.add(Long.toString(line.id()));
        cells.add(TIME.format(line.at().atZone(clock.getZone())));
        cells.add(line.name());
        UnitId unit = line.unit();
        cells.add(unit == null ? "" : names.computeIfAbsent(unit, this::name));
        cells.add(words.verb(line.verb(), language));
        cells.add(
                String.valueOf(messages.getMessage("audit.outcome." + line.outcome(), null, line.outcome(), language)));
        cells.add(words.kind(line.kind(), language));
        cells.add(line.subject());
        cells.add(line.words());
        List<AuditFields.Field> told = fields.of(line, language);
        cells.add(text(told, AuditFields.Field::before));
        cells.add(text(told, AuditFields.Field::after));
        cells.add(Objects.requireNonNullElse(line.address(), ""));
        cells.add(Objects.requireNonNullElse(line.session(), ""));
        return cells;
    }

    private String name(UnitId id) {
        Unit unit = directory.units(List.of(id)).get(id);
        return unit == null ? "" : unit.name();
    }

    private static String text(List<AuditFields.Field> fields, Function<AuditFields.Field, @Nullable String> side) {
        return fields.stream()
                .filter(field -> side.apply(field) != null)
                .map(field -> field.told() + ": " + side.apply(field))
                .collect(Collectors.joining("\n"));
    }
}
