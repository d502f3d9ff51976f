package cn.shiji.plan;

import cn.shiji.plan.PlanDifferenceView.AimChange;
import cn.shiji.plan.PlanDifferenceView.AimView;
import cn.shiji.plan.PlanDifferenceView.DifferenceRow;
import cn.shiji.plan.PlanDifferenceView.WordPiece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** What changed between two versions as the table offices attach to a change (修改前后对照表), ready to print on A4 across. */
final class DifferenceTable {

    private static final int[] WIDTHS = {8, 14, 52, 52, 34};
    private static final int CHARACTER = 256;
    private static final int LINE = 15;
    private static final int HEADER_ROW = 2;

    private final Function<String, String> words;
    private final XSSFWorkbook book = new XSSFWorkbook();
    private final Font plain = font(10, false, false, false);
    private final Font gone = font(10, false, true, false);
    private final Font come = font(10, true, false, true);

    /** @param words the words of the table by their code, in the reader's language */
    DifferenceTable(Function<String, String> words) {
        this.words = words;
    }

    byte[] of(PlanDifferenceView difference) throws IOException {
        try (book) {
            Sheet sheet = book.createSheet(words.apply("sheet"));
            heading(sheet, difference);
            int at = HEADER_ROW + 1;
            for (DifferenceRow row : difference.rows()) {
                write(sheet.createRow(at++), row);
            }
            layOut(sheet, at - 1);
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        }
    }

    private void heading(Sheet sheet, PlanDifferenceView difference) {
        int last = WIDTHS.length - 1;
        Row title = sheet.createRow(0);
        title.setHeightInPoints(34);
        cell(title, 0, style(font(18, true, false, false), HorizontalAlignment.CENTER, false))
                .setCellValue(difference.title() + words.apply("title"));
        sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, last));
        Row note = sheet.createRow(1);
        note.setHeightInPoints(18);
        cell(note, 0, style(plain, HorizontalAlignment.LEFT, false)).setCellValue(note(difference));
        sheet.addMergedRegion(new CellRangeAddress(1, 1, 0, last));
        Row header = sheet.createRow(HEADER_ROW);
        header.setHeightInPoints(24);
        CellStyle head = style(font(10, true, false, false), HorizontalAlignment.CENTER, true);
        head.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        head.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        List<String> columns = List.of("number", "kind", "before", "after", "else");
        for (int column = 0; column < columns.size(); column++) {
            cell(header, column, head).setCellValue(words.apply(columns.get(column)));
            sheet.setColumnWidth(column, WIDTHS[column] * CHARACTER);
        }
    }

    private String note(PlanDifferenceView difference) {
        var told = new StringBuilder();
        told.append(words.apply("versions"))
                .append(" ")
                .append(difference.from().no())
                .append(" → ")
                .append(difference.to().no());
        if (difference.to().reason() != null) {
            told.append(" · ")
                    .append(words.apply("reason"))
                    .append(difference.to().reason());
        }
        if (difference.to().basis() != null) {
            told.append(" · ")
                    .append(words.apply("basis"))
                    .append(difference.to().basis());
        }
        return told.toString();
    }

    private void write(Row row, DifferenceRow changed) {
        CellStyle centred = style(plain, HorizontalAlignment.CENTER, true);
        CellStyle left = style(plain, HorizontalAlignment.LEFT, true);
        cell(row, 0, centred).setCellValue(changed.number());
        String kinds = changed.kinds().stream()
                .map(kind -> words.apply("kind." + kind))
                .collect(Collectors.joining("、"));
        cell(row, 1, centred).setCellValue(kinds);
        boolean added = changed.kinds().contains("added");
        boolean removed = changed.kinds().contains("removed");
        XSSFRichTextString before = new XSSFRichTextString();
        XSSFRichTextString after = new XSSFRichTextString();
        if (changed.text() != null) {
            (added ? after : before).append(changed.text(), font(removed));
        } else {
            List<WordPiece> pieces = changed.words().isEmpty() ? changed.heading() : changed.words();
            for (WordPiece piece : pieces) {
                if (!piece.kind().equals("added")) {
                    before.append(piece.text(), font(piece.kind().equals("removed")));
                }
                if (!piece.kind().equals("removed")) {
                    after.append(piece.text(), (org.apache.poi.xssf.usermodel.XSSFFont)
                            (piece.kind().equals("added") ? come : plain));
                }
            }
        }
        cell(row, 2, left).setCellValue(before);
        cell(row, 3, left).setCellValue(after);
        String rest = rest(changed);
        cell(row, 4, left).setCellValue(rest);
        int tall = Math.max(
                Math.max(wrapped(before.getString(), WIDTHS[2]), wrapped(after.getString(), WIDTHS[3])),
                wrapped(rest, WIDTHS[4]));
        row.setHeightInPoints(Math.min(400, LINE * tall + 6));
    }

    private org.apache.poi.xssf.usermodel.XSSFFont font(boolean struck) {
        return (org.apache.poi.xssf.usermodel.XSSFFont) (struck ? gone : plain);
    }

    private String rest(DifferenceRow row) {
        var lines = new java.util.ArrayList<String>();
        if (row.oldPath() != null && row.kinds().contains("moved")) {
            lines.add(words.apply("kind.moved") + "：" + String.join(" › ", row.oldPath()) + " → "
                    + String.join(" › ", row.path()));
        }
        for (AimChange aim : row.figures()) {
            lines.add(aim.label() + "：" + told(aim.before()) + " → " + told(aim.after()));
        }
        row.turns()
                .forEach(turn -> lines.add(words.apply("kind." + turn.kind()) + "：" + orDash(turn.before()) + " → "
                        + orDash(turn.after())));
        if (row.entries() > 0) {
            lines.add(words.apply("entries") + row.entries());
        }
        return String.join("\n", lines);
    }

    private static String orDash(String said) {
        return said.isEmpty() ? "—" : said;
    }

    private String told(@Nullable AimView aim) {
        if (aim == null) {
            return "—";
        }
        if (aim.unset()) {
            return words.apply("unset");
        }
        String sign = switch (aim.relation()) {
            case "at_least" -> "≥";
            case "at_most" -> "≤";
            case "about" -> words.apply("about");
            default -> "";
        };
        String number = aim.low() != null && aim.high() != null
                ? number(aim.low()) + "–" + number(aim.high())
                : aim.value() == null ? "?" : number(aim.value());
        String counted = aim.indicatorLabel() == null ? "" : "（" + aim.indicatorLabel() + "）";
        return sign + number + aim.unit() + counted;
    }

    private static String number(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** How many lines a text takes in a column: a Chinese character is two wide. */
    private static int wrapped(@Nullable String text, int width) {
        int lines = 0;
        for (String line : Objects.requireNonNullElse(text, "").split("\n", -1)) {
            int wide = line.codePoints().map(one -> one < 0x2E80 ? 1 : 2).sum();
            lines += Math.max(1, (wide + width - 1) / width);
        }
        return lines;
    }

    private void layOut(Sheet sheet, int lastRow) {
        int lastColumn = WIDTHS.length - 1;
        sheet.createFreezePane(0, HEADER_ROW + 1);
        sheet.setRepeatingRows(new CellRangeAddress(HEADER_ROW, HEADER_ROW, -1, -1));
        book.setPrintArea(0, 0, lastColumn, 0, Math.max(HEADER_ROW, lastRow));
        PrintSetup print = sheet.getPrintSetup();
        print.setLandscape(true);
        print.setPaperSize(PrintSetup.A4_PAPERSIZE);
        sheet.setFitToPage(true);
        print.setFitWidth((short) 1);
        print.setFitHeight((short) 0);
        sheet.getFooter().setCenter("&P / &N");
    }

    private static org.apache.poi.ss.usermodel.Cell cell(Row row, int column, CellStyle style) {
        org.apache.poi.ss.usermodel.Cell cell = row.createCell(column);
        cell.setCellStyle(style);
        return cell;
    }

    private Font font(int points, boolean bold, boolean struck, boolean underlined) {
        Font font = book.createFont();
        font.setFontName("宋体");
        font.setFontHeightInPoints((short) points);
        font.setBold(bold);
        font.setStrikeout(struck);
        font.setUnderline(underlined ? Font.U_SINGLE : Font.U_NONE);
        return font;
    }

    private final java.util.Map<String, CellStyle> styles = new java.util.HashMap<>();

    private CellStyle style(Font font, HorizontalAlignment across, boolean boxed) {
        return styles.computeIfAbsent(font.getIndex() + " " + across + " " + boxed, any -> {
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
        });
    }
}
