package cn.shiji.directory.people;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.directory.Directory;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Scope;
import cn.shiji.kernel.UnitId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The list of people as a workbook: numbers masked, or in full for a purpose that is kept in the trail.
 *
 * <p>Every cell is text with a quote prefix where it begins like a formula, so that no program reckons with it.
 */
@Component
class PeopleSheet {

    private static final int RUN = 200;
    private static final int MOST_MASKED = 50_000;
    private static final int MOST_IN_FULL = 2_000;
    private static final int WIDTH = 256 * 16;
    private static final List<String> HEADS =
            List.of("name", "title", "unit", "posts", "sex", "phone", "identity", "work-phone", "cadre", "left");

    private final PersonRows rows;
    private final People people;
    private final Directory directory;
    private final Access access;
    private final MessageSource messages;
    private final Clock clock;

    PeopleSheet(
            PersonRows rows, People people, Directory directory, Access access, MessageSource messages, Clock clock) {
        this.rows = rows;
        this.people = people;
        this.directory = directory;
        this.access = access;
        this.messages = messages;
        this.clock = clock;
    }

    /** A workbook and what it should be called. */
    @SuppressWarnings("ArrayRecordComponent")
    record Book(String fileName, byte[] content) {}

    /**
     * The list as a workbook.
     *
     * @param why null for masked numbers
     * @throws Problem {@code directory.people-too-many} where it has more rows than may leave at once
     */
    @Transactional
    public Book of(Caller caller, PeopleQuery query, People.@Nullable Why why, Locale language) {
        access.require(caller, Right.DIRECTORY_EXPORT);
        String words = "";
        if (why != null) {
            access.require(caller, Right.PERSON_REVEAL);
            words = people.words(why);
        }
        Scope under = query.unit() == null
                ? null
                : directory.unit(caller, new UnitId(query.unit())).places();
        LocalDate today = LocalDate.now(clock);
        long total = rows.list(query, caller.reach(), under, today, 1, 1).total();
        int most = why == null ? MOST_MASKED : MOST_IN_FULL;
        if (total > most) {
            throw Problem.tooLarge("directory.people-too-many", most);
        }
        try (SXSSFWorkbook workbook = new SXSSFWorkbook(RUN)) {
            workbook.setCompressTempFiles(true);
            Looks looks = new Looks(workbook);
            SXSSFSheet sheet = workbook.createSheet(tell("sheet", language));
            sheet.createFreezePane(1, 1);
            Row head = sheet.createRow(0);
            for (int at = 0; at < HEADS.size(); at++) {
                Cell cell = head.createCell(at);
                cell.setCellStyle(looks.head);
                cell.setCellValue(tell(HEADS.get(at), language));
                sheet.setColumnWidth(at, WIDTH);
            }
            int next = 1;
            for (int page = 1; (long) (page - 1) * RUN < total; page++) {
                Page<PersonRows.Kept> run = rows.list(query, caller.reach(), under, today, page, RUN);
                List<PersonViews.PersonLine> lines = people.lines(run.items(), language);
                for (int at = 0; at < lines.size(); at++) {
                    write(
                            sheet.createRow(next++),
                            looks,
                            lines.get(at),
                            run.items().get(at),
                            why != null,
                            language);
                }
            }
            var entry = AuditEntry.of(caller, "person.export", "unit", String.valueOf(query.unit()), "")
                    .with("rows", total)
                    .with("full", why != null);
            access.audit(
                    why == null
                            ? entry
                            : entry.with("purpose", why.purpose().word()).with("words", words));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            workbook.write(out);
            return new Book(tell("sheet", language) + "-" + today + ".xlsx", out.toByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(
            Row row, Looks looks, PersonViews.PersonLine line, PersonRows.Kept kept, boolean full, Locale language) {
        List<String> cells = List.of(
                line.name(),
                line.title(),
                line.unit().name(),
                String.join("；", line.posts()),
                line.sex() == null ? "" : tell("sex-" + line.sex(), language),
                shown(full ? people.opened(kept, SensitiveField.PHONE) : line.phone()),
                shown(full ? people.opened(kept, SensitiveField.IDENTITY) : line.identity()),
                shown(line.workPhone()),
                line.cadre() ? tell("yes", language) : "",
                line.leftOn() == null ? "" : line.leftOn().toString());
        for (int at = 0; at < cells.size(); at++) {
            String text = cells.get(at);
            Cell cell = row.createCell(at);
            boolean formula = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0;
            cell.setCellStyle(formula ? looks.quoted : looks.text);
            cell.setCellValue(text);
        }
    }

    private static String shown(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private String tell(String word, Locale language) {
        return messages.getMessage("directory.people-sheet." + word, null, language);
    }

    /** The looks of cells. */
    private static final class Looks {

        final CellStyle head;
        final CellStyle text;
        final CellStyle quoted;

        Looks(SXSSFWorkbook workbook) {
            Font bold = workbook.createFont();
            bold.setBold(true);
            head = workbook.createCellStyle();
            head.setFont(bold);
            text = workbook.createCellStyle();
            text.setDataFormat(workbook.createDataFormat().getFormat("@"));
            quoted = workbook.createCellStyle();
            quoted.setDataFormat(workbook.createDataFormat().getFormat("@"));
            quoted.setQuotePrefixed(true);
        }
    }
}
