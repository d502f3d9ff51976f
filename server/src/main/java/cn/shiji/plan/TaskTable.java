package cn.shiji.plan;

import cn.shiji.plan.PlanProgress.Group;
import cn.shiji.plan.PlanProgress.ProgressRow;
import cn.shiji.plan.PlanProgress.TargetView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Footer;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * The plan as the table that offices hand around (任务分解表): one row a commitment, the category merged over its rows,
 * ready to print on A4 across.
 */
final class TaskTable {

    /** The columns with their widths in characters; together they fill A4 across. */
    private enum Column {
        NUMBER(7),
        CATEGORY(15),
        TASK(44),
        LEADER(9),
        LEAD(13),
        SUPPORTING(17),
        DUE(12),
        TARGET(15),
        RECORDED(11),
        DECLARED(11),
        STATE(26);

        private final int width;

        Column(int width) {
            this.width = width;
        }
    }

    private static final int CHARACTER = 256;
    private static final int LINE = 15;
    private static final int HEADER_ROW = 2;

    private final Function<String, String> words;

    /** @param words the words of the table by their code, in the reader's language */
    TaskTable(Function<String, String> words) {
        this.words = words;
    }

    byte[] of(PlanProgress plan, String owner, LocalDate today) throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            Sheet sheet = book.createSheet(words.apply("sheet"));
            var styles = new Styles(book);
            heading(sheet, styles, plan, owner, today);
            Map<UUID, Group> groups = plan.groups().stream().collect(Collectors.toMap(Group::id, group -> group));
            int at = HEADER_ROW + 1;
            int from = at;
            String category = null;
            for (ProgressRow row : plan.rows()) {
                String now = category(row, groups);
                if (category != null && !now.equals(category)) {
                    merge(sheet, from, at - 1);
                    from = at;
                }
                category = now;
                write(sheet, at++, styles, row, now);
            }
            merge(sheet, from, at - 1);
            layOut(sheet, book, at - 1);
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }

    private void heading(Sheet sheet, Styles styles, PlanProgress plan, String owner, LocalDate today) {
        int last = Column.values().length - 1;
        Row title = sheet.createRow(0);
        title.setHeightInPoints(34);
        cell(title, 0, styles.title, plan.title() + words.apply("title"));
        sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, last));
        Row note = sheet.createRow(1);
        note.setHeightInPoints(18);
        String counted = plan.scopeNote() == null ? "" : " · " + plan.scopeNote();
        cell(note, 0, styles.note, owner + " · " + words.apply("as-of") + " " + today + counted);
        sheet.addMergedRegion(new CellRangeAddress(1, 1, 0, last));
        Row header = sheet.createRow(HEADER_ROW);
        header.setHeightInPoints(24);
        for (Column column : Column.values()) {
            cell(header, column.ordinal(), styles.header, words.apply(code(column)));
            sheet.setColumnWidth(column.ordinal(), column.width * CHARACTER);
        }
    }

    private static String code(Column column) {
        return column.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void write(Sheet sheet, int at, Styles styles, ProgressRow plan, String category) {
        Row row = sheet.createRow(at);
        String task = plan.text().isBlank() ? plan.heading() : plan.text().strip();
        String state = state(plan);
        String targets = lines(plan.targets(), this::target);
        cell(row, Column.NUMBER.ordinal(), styles.centred, plan.number());
        cell(row, Column.CATEGORY.ordinal(), styles.centred, category);
        cell(row, Column.TASK.ordinal(), styles.text, task);
        cell(row, Column.LEADER.ordinal(), styles.centred, String.join("、", plan.leaders()));
        cell(
                row,
                Column.LEAD.ordinal(),
                styles.centred,
                plan.lead() == null ? "" : plan.lead().name());
        cell(
                row,
                Column.SUPPORTING.ordinal(),
                styles.text,
                plan.supporting().stream().map(unit -> unit.name()).collect(Collectors.joining("、")));
        cell(row, Column.DUE.ordinal(), styles.centred, due(plan));
        cell(row, Column.TARGET.ordinal(), styles.number, targets);
        amount(row, Column.RECORDED, styles, plan, TaskTable::recorded);
        amount(row, Column.DECLARED, styles, plan, TargetView::declared);
        cell(row, Column.STATE.ordinal(), styles.text, state);
        int tall = Math.max(
                Math.max(wrapped(task, Column.TASK.width), wrapped(state, Column.STATE.width)),
                Math.max(1, plan.targets().size()));
        row.setHeightInPoints(Math.min(400, LINE * tall + 6));
    }

    private String due(ProgressRow plan) {
        if (plan.dueText() != null) {
            return plan.dueText();
        }
        boolean yearEnd = plan.due().getMonthValue() == 12 && plan.due().getDayOfMonth() == 31;
        return yearEnd ? words.apply("year-end") : plan.due().toString();
    }

    private static @Nullable BigDecimal recorded(TargetView target) {
        return target.recorded() == null ? null : target.recorded().value();
    }

    /** A single amount stands as a number, so that the table can be reckoned with; several stand one below the other. */
    private static void amount(
            Row row,
            Column column,
            Styles styles,
            ProgressRow plan,
            Function<TargetView, @Nullable BigDecimal> amount) {
        if (plan.targets().size() == 1) {
            BigDecimal value = amount.apply(plan.targets().getFirst());
            Cell cell = row.createCell(column.ordinal());
            cell.setCellStyle(styles.number);
            if (value != null) {
                cell.setCellValue(value.doubleValue());
            }
            return;
        }
        cell(row, column.ordinal(), styles.number, lines(plan.targets(), target -> {
            BigDecimal value = amount.apply(target);
            return value == null ? "—" : value.stripTrailingZeros().toPlainString();
        }));
    }

    private String target(TargetView target) {
        if (target.unset()) {
            return words.apply("unset");
        }
        if (target.low() != null && target.high() != null) {
            return plain(target.low()) + "–" + plain(target.high()) + target.unit();
        }
        if (target.target() == null) {
            return "";
        }
        String sign = switch (target.relation()) {
            case "at_least" -> "≥";
            case "at_most" -> "≤";
            case "about" -> words.apply("about");
            default -> "";
        };
        return sign + plain(target.target()) + target.unit();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private String state(ProgressRow row) {
        String word = words.apply("state." + (row.doneBy() == null ? row.state() : "done-" + row.doneBy()));
        PlanProgress.LastEntry last = row.lastEntry();
        return last == null ? word : word + "；" + last.day() + " " + last.unit() + "：" + last.sentence();
    }

    private static String lines(List<TargetView> targets, Function<TargetView, String> told) {
        return targets.stream().map(told).collect(Collectors.joining("\n"));
    }

    /** The heading of the nearest division above, with its chapter where that is another one. */
    private static String category(ProgressRow row, Map<UUID, Group> groups) {
        Group own = row.parent() == null ? null : groups.get(row.parent());
        if (own == null || own.number().isEmpty()) {
            return own == null ? "" : own.heading();
        }
        Group top = own;
        while (top.parent() != null) {
            Group above = groups.get(top.parent());
            if (above == null || above.number().isEmpty()) {
                break;
            }
            top = above;
        }
        return top == own ? own.heading() : top.heading() + "\n" + own.heading();
    }

    private static void merge(Sheet sheet, int from, int to) {
        if (to > from) {
            sheet.addMergedRegion(new CellRangeAddress(from, to, Column.CATEGORY.ordinal(), Column.CATEGORY.ordinal()));
        }
    }

    /** How many lines a text takes in a column: a Chinese character is two wide. */
    private static int wrapped(String text, int width) {
        int lines = 0;
        for (String line : text.split("\n", -1)) {
            int wide = line.codePoints().map(one -> one < 0x2E80 ? 1 : 2).sum();
            lines += Math.max(1, (wide + width - 1) / width);
        }
        return lines;
    }

    private static void layOut(Sheet sheet, XSSFWorkbook book, int lastRow) {
        int lastColumn = Column.values().length - 1;
        sheet.createFreezePane(Column.TASK.ordinal(), HEADER_ROW + 1);
        sheet.setRepeatingRows(new CellRangeAddress(HEADER_ROW, HEADER_ROW, -1, -1));
        sheet.setAutoFilter(new CellRangeAddress(HEADER_ROW, Math.max(HEADER_ROW, lastRow), 0, lastColumn));
        book.setPrintArea(0, 0, lastColumn, 0, Math.max(HEADER_ROW, lastRow));
        PrintSetup print = sheet.getPrintSetup();
        print.setLandscape(true);
        print.setPaperSize(PrintSetup.A4_PAPERSIZE);
        sheet.setFitToPage(true);
        print.setFitWidth((short) 1);
        print.setFitHeight((short) 0);
        sheet.setHorizontallyCenter(true);
        sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.LEFT, 0.4);
        sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.RIGHT, 0.4);
        Footer footer = sheet.getFooter();
        footer.setCenter("&P / &N");
    }

    private static void cell(Row row, int column, CellStyle style, String text) {
        Cell cell = row.createCell(column);
        cell.setCellValue(text);
        cell.setCellStyle(style);
    }

    /** The few looks the cells have. */
    private static final class Styles {

        private final CellStyle title;
        private final CellStyle note;
        private final CellStyle header;
        private final CellStyle centred;
        private final CellStyle text;
        private final CellStyle number;

        Styles(XSSFWorkbook book) {
            title = style(book, font(book, 18, true), HorizontalAlignment.CENTER, false);
            note = style(book, font(book, 10, false), HorizontalAlignment.RIGHT, false);
            header = style(book, font(book, 10, true), HorizontalAlignment.CENTER, true);
            header.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
            header.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            centred = style(book, font(book, 10, false), HorizontalAlignment.CENTER, true);
            text = style(book, font(book, 10, false), HorizontalAlignment.LEFT, true);
            number = style(book, font(book, 10, false), HorizontalAlignment.RIGHT, true);
            number.setDataFormat(book.createDataFormat().getFormat("#,##0.##"));
        }

        private static Font font(XSSFWorkbook book, int points, boolean bold) {
            Font font = book.createFont();
            font.setFontName("宋体");
            font.setFontHeightInPoints((short) points);
            font.setBold(bold);
            return font;
        }

        private static CellStyle style(XSSFWorkbook book, Font font, HorizontalAlignment across, boolean boxed) {
            CellStyle style = book.createCellStyle();
            style.setFont(font);
            style.setAlignment(across);
            style.setVerticalAlignment(VerticalAlignment.CENTER);
            style.setWrapText(boxed);
            if (boxed) {
                style.setBorderTop(BorderStyle.THIN);
                style.setBorderBottom(BorderStyle.THIN);
                style.setBorderLeft(BorderStyle.THIN);
                style.setBorderRight(BorderStyle.THIN);
            }
            return style;
        }
    }
}
