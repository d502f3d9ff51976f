package cn.shiji.directory.imports;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.Vault;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.directory.people.People;
import cn.shiji.directory.people.SensitiveField;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of units and people as workbooks, in the very shape in which they are read again; and empty ones to fill in. */
@Component
class ListExport {

    private static final String HEAD = "ECEAE4";

    /** So many people's numbers may leave in full at once. */
    private static final int MOST_IN_FULL = 2_000;

    private final JdbcClient jdbc;
    private final Directory directory;
    private final Access access;
    private final MessageSource messages;
    private final People people;
    private final Vault vault;

    ListExport(
            JdbcClient jdbc, Directory directory, Access access, MessageSource messages, People people, Vault vault) {
        this.people = people;
        this.vault = vault;
        this.jdbc = jdbc;
        this.directory = directory;
        this.access = access;
        this.messages = messages;
    }

    /** A workbook and the name it is offered under. */
    record File(String name, byte[] content) {}

    /** The unit with all open ones below it, parents first. */
    File units(Caller caller, UnitId top, Locale language) {
        access.require(caller, Right.DIRECTORY_EXPORT);
        Unit unit = directory.unit(caller, top);
        List<String[]> rows = jdbc.sql("""
                        select u.code, u.name, u.kind, coalesce(p.code, p.name) as parent,
                            case when u.since > date '1949-10-01' then u.since::text end as since, u.id
                        from directory.unit u left join directory.unit p on p.id = u.parent
                        where u.place between :from and :to and u.closed_on is null order by u.place
                        """)
                .param("from", unit.places().from())
                .param("to", unit.places().to())
                .query((row, at) -> new String[] {
                    words(row.getString("code")),
                    row.getString("name"),
                    KindWords.word(UnitKind.of(row.getString("kind"))),
                    row.getLong("id") == top.value() ? "" : words(row.getString("parent")),
                    words(row.getString("since"))
                })
                .list();
        access.audit(caller, "directory.export", "unit", Long.toString(top.value()), unit.name() + " · " + rows.size());
        return new File(
                told("import.export.units", language, unit.name()) + ".xlsx",
                book(told("import.sheet.units", language), ListKind.UNITS, rows, language));
    }

    /**
     * The people of the unit and of all below it. A masked number is passed over where the list is read again.
     *
     * @param why null for masked numbers
     * @throws Problem {@code access.not-allowed}; {@code directory.people-too-many} where more numbers than that may leave
     *     at once
     */
    File people(Caller caller, UnitId top, People.@Nullable Why why, Locale language) {
        access.require(caller, Right.DIRECTORY_EXPORT);
        String purpose = "";
        if (why != null) {
            access.require(caller, Right.PERSON_REVEAL);
            purpose = people.words(why);
        }
        Unit unit = directory.unit(caller, top);
        List<String[]> rows = jdbc.sql("""
                        select p.id, p.name, p.sex, p.identity, p.phone,
                            coalesce(u.code, (select string_agg(a.name, '/' order by a.place)
                                from directory.unit a where a.place <= u.place and a.place_end >= u.place
                                    and a.place >= :from)) as unit, p.title, p.cadre
                        from directory.person p join directory.unit u on u.id = p.unit_id
                        where p.place between :from and :to and p.left_on is null and p.merged_into is null
                        order by p.place, p.name, p.id
                        """)
                .param("from", unit.places().from())
                .param("to", unit.places().to())
                .query((row, at) -> {
                    UUID id = row.getObject("id", UUID.class);
                    String sex = row.getString("sex");
                    return new String[] {
                        row.getString("name"),
                        number(SensitiveField.IDENTITY, id, row.getBytes("identity"), why != null),
                        number(SensitiveField.PHONE, id, row.getBytes("phone"), why != null),
                        sex == null ? "" : sex.equals("male") ? "男" : "女",
                        "",
                        row.getString("unit"),
                        row.getString("title"),
                        row.getBoolean("cadre") ? "是" : "否"
                    };
                })
                .list();
        if (why != null && rows.size() > MOST_IN_FULL) {
            throw Problem.tooLarge("directory.people-too-many", MOST_IN_FULL);
        }
        AuditEntry entry = AuditEntry.of(
                        caller,
                        "directory.export",
                        "people",
                        Long.toString(top.value()),
                        unit.name() + " · " + rows.size())
                .in(unit.id(), unit.place())
                .with("rows", rows.size())
                .with("full", why != null);
        access.audit(
                why == null
                        ? entry
                        : entry.with("purpose", why.purpose().word()).with("words", purpose));
        return new File(
                told("import.export.people", language, unit.name()) + ".xlsx",
                book(told("import.sheet.people", language), ListKind.PEOPLE, rows, language));
    }

    /** A number in full or masked; of one that does not open nothing is told. */
    private String number(SensitiveField field, UUID person, byte @Nullable [] sealed, boolean full) {
        return sealed == null
                ? ""
                : vault.tryOpen(field.sealedAs(), person, sealed)
                        .map(clear -> full ? clear : field.masked(clear))
                        .orElse("");
    }

    /** A list to fill in: the heads, and a few rows that show how. */
    File template(ListKind kind, Locale language) {
        List<String[]> rows = kind == ListKind.PEOPLE
                ? List.of(
                        new String[] {"王小明", "", "", "男", "", "青溪镇/石桥村", "村文书", "是"},
                        new String[] {"李小红", "", "", "女", "", "510302001003", "网格员", "否"})
                : List.of(
                        new String[] {"510302101000", "青溪镇", "乡镇", "510302000000", ""},
                        new String[] {"510302101201", "石桥村", "村", "510302101000", ""},
                        new String[] {"", "党政办", "部门", "青溪镇", "2024-01-01"});
        return new File(
                told("import.template." + (kind == ListKind.PEOPLE ? "people" : "units"), language) + ".xlsx",
                book(
                        told(kind == ListKind.PEOPLE ? "import.sheet.people" : "import.sheet.units", language),
                        kind,
                        rows,
                        language));
    }

    private byte[] book(String sheetName, ListKind kind, List<String[]> rows, Locale language) {
        var out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Shiji", "1.0")) {
            book.setGlobalDefaultFont("等线", 11);
            Worksheet sheet = book.newWorksheet(sheetName);
            String[] heads = Field.of(kind).stream()
                    .map(field -> told("import.field." + field.word(), language))
                    .toArray(String[]::new);
            for (int column = 0; column < heads.length; column++) {
                sheet.width(column, column == 0 || heads.length == 5 && column == 3 ? 18 : 16);
                sheet.value(0, column, heads[column]);
            }
            sheet.range(0, 0, 0, heads.length - 1)
                    .style()
                    .bold()
                    .fillColor(HEAD)
                    .set();
            sheet.freezePane(0, 1);
            int at = 1;
            for (String[] row : rows) {
                for (int column = 0; column < row.length; column++) {
                    if (!row[column].isEmpty()) {
                        sheet.value(at, column, row[column]);
                    }
                    sheet.style(at, column).format("@").set();
                }
                if (++at % 1_000 == 0) {
                    sheet.flush();
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return out.toByteArray();
    }

    private String told(String code, Locale language, Object... args) {
        return Objects.requireNonNullElse(messages.getMessage(code, args, code, language), code);
    }

    private static String words(@Nullable String value) {
        return value == null ? "" : value;
    }
}
