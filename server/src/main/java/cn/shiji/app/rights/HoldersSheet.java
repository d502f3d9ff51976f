package cn.shiji.app.rights;

import cn.shiji.access.Grants;
import cn.shiji.access.Holding;
import cn.shiji.access.HoldingQuery;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.print.PrintedBook;
import cn.shiji.print.PrintedBook.Column;
import cn.shiji.print.PrintedBook.Look;
import cn.shiji.print.PrintedSheet;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who can do what where, as a workbook to be signed and filed. */
@Component
class HoldersSheet {

    private final RightWords words;

    HoldersSheet(RightWords words) {
        this.words = words;
    }

    /** The file. */
    byte[] of(
            List<Holding> holdings,
            Map<UnitId, UnitRef> units,
            HoldingQuery query,
            String unit,
            LocalDate today,
            Locale language) {
        String title = title(language);
        try (PrintedBook book = new PrintedBook()) {
            PrintedSheet sheet = book.sheet(
                    title,
                    title,
                    words.tell(language, "access.sheet.note", unit, today.toString()),
                    List.of(
                            column(language, "name", 12),
                            column(language, "username", 16),
                            column(language, "unit", 16),
                            column(language, "role", 14),
                            column(language, "where", 18),
                            column(language, "can", 46),
                            column(language, "since", 12),
                            column(language, "until", 12),
                            column(language, "giver", 14)));
            for (Holding one : holdings) {
                String tree = one.grant().tree().equals("admin")
                        ? ""
                        : "（" + words.tree(language, one.grant().tree()) + "）";
                sheet.row();
                sheet.text(0, Look.TEXT, one.name());
                sheet.text(1, Look.TEXT, one.username());
                sheet.text(2, Look.TEXT, name(units, one.home()));
                sheet.text(3, Look.TEXT, words.role(language, one.grant().role()));
                sheet.text(4, Look.TEXT, name(units, one.grant().unit()) + tree);
                sheet.text(5, Look.TEXT, can(one, query, language));
                sheet.text(6, Look.CENTRED, one.grant().since().toString());
                sheet.text(
                        7,
                        Look.CENTRED,
                        one.grant().until() == null
                                ? words.tell(language, "access.sentence.open")
                                : one.grant().until().toString());
                sheet.text(
                        8,
                        Look.TEXT,
                        one.grant().byPost()
                                ? words.tell(language, "access.sentence.by-post")
                                : one.grant().giver());
            }
            sheet.end(1);
            return book.content();
        }
    }

    String title(Locale language) {
        return words.tell(language, "access.holders-sheet.title");
    }

    /** What the role gives; of a unit below the one it is held in, without what is done in the own unit alone. */
    private String can(Holding one, HoldingQuery query, Locale language) {
        var rights = Grants.rightsOf(one.grant().role());
        boolean above =
                query.unit() != null && !query.below() && !one.grant().unit().equals(query.unit());
        Stream<Right> told = rights.stream()
                .filter(right -> !above
                        || rights.contains(Right.RECORD_BELOW)
                        || right != Right.RECORD_ENTER && right != Right.RECORD_CORRECT)
                .sorted();
        return told.map(right -> words.right(language, right))
                .collect(Collectors.joining(words.tell(language, "access.sentence.and")));
    }

    private static String name(Map<UnitId, UnitRef> units, UnitId id) {
        return Objects.requireNonNull(units.get(id)).name();
    }

    private Column column(Locale language, String name, int width) {
        return new Column(words.tell(language, "access.holders-sheet." + name), width);
    }
}
