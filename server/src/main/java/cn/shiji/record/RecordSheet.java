package cn.shiji.record;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.mechanism.Pack;
import cn.shiji.mechanism.PackWords;
import cn.shiji.record.RecordStore.Kept;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The list of one form as a workbook, as offices keep their ledgers.
 *
 * <p>Whatever was typed stays text: a cell that begins with {@code =}, {@code +}, {@code -} or {@code @} is written as a
 * string with a quote prefix, so no program takes it for a formula, not even after it was edited.
 */
@Component
class RecordSheet {

    private static final int RUN = 500;
    private static final int MOST_ROWS = 50_000;
    private static final int WIDTH = 256;

    private final RecordBoard board;
    private final Records records;
    private final Mechanisms mechanisms;
    private final Clock clock;

    RecordSheet(RecordBoard board, Records records, Mechanisms mechanisms, Clock clock) {
        this.board = board;
        this.records = records;
        this.mechanisms = mechanisms;
        this.clock = clock;
    }

    /** A workbook and what it should be called. */
    record Book(String fileName, byte[] content, long rows) {}

    /**
     * The whole list as a workbook.
     *
     * @throws Problem {@code record.too-many-rows} where it has more rows than anybody reads
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Book of(Caller caller, RecordQuery query, Locale language) {
        String packId = Optional.ofNullable(query.pack()).orElseThrow();
        Pack pack = mechanisms.get(packId);
        RecordForm form = pack.part(RecordForms.class)
                .flatMap(forms -> forms.form(String.valueOf(query.kind())))
                .orElseThrow(() -> Problem.missing("record.no-such-form", String.valueOf(query.kind()), ""));
        long total = board.list(caller, query, 1, 1).total();
        if (total > MOST_ROWS) {
            throw Problem.tooLarge("record.too-many-rows", total, MOST_ROWS);
        }
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(RUN)) {
            workbook.setCompressTempFiles(true);
            write(workbook, caller, query, form, language);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            String name = pack.name().in(language) + "-" + form.label().in(language) + "-" + LocalDate.now(clock);
            return new Book(name.replaceAll("[\\\\/:*?\"<>|]", "") + ".xlsx", out.toByteArray(), total);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(SXSSFWorkbook workbook, Caller caller, RecordQuery query, RecordForm form, Locale language) {
        Styles styles = new Styles(workbook);
        SXSSFSheet sheet = workbook.createSheet(org.apache.poi.ss.util.WorkbookUtil.createSafeSheetName(
                form.label().in(language)));
        sheet.createFreezePane(0, 1);
        List<String> titles = new ArrayList<>();
        titles.add(form.dayLabel().in(language));
        titles.add(tell("record.sheet-unit", language));
        for (FormField field : form.fields()) {
            String label = field.label().in(language);
            if (field.type() instanceof FieldType.RollCall) {
                titles.add(label + " " + tell("record.sheet-expected", language));
                titles.add(label + " " + tell("record.sheet-present", language));
                titles.add(label + " " + tell("record.sheet-leave", language));
            } else if (field.type() instanceof FieldType.Numeric numeric && numeric.unit() != null) {
                titles.add(label + " (" + numeric.unit() + ")");
            } else {
                titles.add(label);
            }
        }
        titles.add(tell("record.sheet-state", language));
        titles.add(tell("record.sheet-by", language));
        titles.add(tell("record.sheet-id", language));
        Row head = sheet.createRow(0);
        for (int i = 0; i < titles.size(); i++) {
            Cell cell = head.createCell(i);
            cell.setCellStyle(styles.head);
            cell.setCellValue(titles.get(i));
            sheet.setColumnWidth(i, Math.min(40, Math.max(12, titles.get(i).length() * 3)) * WIDTH);
        }
        int at = 1;
        List<Kept> run;
        for (long offset = 0; !(run = board.rows(caller, query, offset, RUN)).isEmpty(); offset += RUN) {
            List<RecordRow> shown = records.rows(run, language);
            for (RecordRow record : shown) {
                write(sheet.createRow(at++), styles, record, form, language);
            }
        }
    }

    private void write(Row row, Styles styles, RecordRow record, RecordForm form, Locale language) {
        Line line = new Line(row, styles);
        line.day(record.day());
        line.text(record.unit().name());
        for (FormField field : form.fields()) {
            Object value = record.values().get(field.name());
            switch (field.type()) {
                case FieldType.RollCall _ -> {
                    List<RollEntry> entries = ValueWords.rollOf(value);
                    line.number(value == null ? null : BigDecimal.valueOf(entries.size()));
                    line.number(value == null ? null : count(entries, RollStatus.PRESENT));
                    line.number(value == null ? null : count(entries, RollStatus.LEAVE));
                }
                case FieldType.Numeric _ -> line.number(value == null ? null : new BigDecimal(value.toString()));
                case FieldType.Day _ -> line.day(value == null ? null : LocalDate.parse(value.toString()));
                default -> line.text(record.shown().getOrDefault(field.name(), ""));
            }
        }
        line.text(tell("record.state-" + record.state(), language));
        line.text(record.enteredBy());
        line.text(record.id().toString());
    }

    private static BigDecimal count(List<RollEntry> entries, RollStatus status) {
        return BigDecimal.valueOf(
                entries.stream().filter(entry -> entry.status() == status).count());
    }

    private static String tell(String code, Locale language) {
        return PackWords.tell(code, List.of(), language);
    }

    /** The looks of cells. */
    private static final class Styles {

        final CellStyle head;
        final CellStyle text;
        final CellStyle quoted;
        final CellStyle day;

        Styles(SXSSFWorkbook workbook) {
            Font bold = workbook.createFont();
            bold.setBold(true);
            head = workbook.createCellStyle();
            head.setFont(bold);
            head.setAlignment(HorizontalAlignment.CENTER);
            head.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
            head.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            text = workbook.createCellStyle();
            text.setDataFormat(workbook.createDataFormat().getFormat("@"));
            quoted = workbook.createCellStyle();
            quoted.setDataFormat(workbook.createDataFormat().getFormat("@"));
            quoted.setQuotePrefixed(true);
            day = workbook.createCellStyle();
            day.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
        }
    }

    /** A row being written, cell after cell. */
    private static final class Line {

        private final Row row;
        private final Styles styles;
        private int next;

        Line(Row row, Styles styles) {
            this.row = row;
            this.styles = styles;
        }

        void text(String text) {
            Cell cell = row.createCell(next++);
            boolean risky = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
            cell.setCellStyle(risky ? styles.quoted : styles.text);
            cell.setCellValue(text);
        }

        void number(@Nullable BigDecimal number) {
            Cell cell = row.createCell(next++);
            if (number != null) {
                cell.setCellValue(number.doubleValue());
            }
        }

        void day(@Nullable LocalDate day) {
            Cell cell = row.createCell(next++);
            cell.setCellStyle(styles.day);
            if (day != null) {
                cell.setCellValue(day);
            }
        }
    }
}
