package cn.shiji.comparison;

import cn.shiji.comparison.KeptComparison.Decision;
import cn.shiji.comparison.KeptComparison.Documents;
import cn.shiji.comparison.Standing.Basis;
import cn.shiji.comparison.Standing.CommitmentNow;
import cn.shiji.comparison.Standing.Counts;
import cn.shiji.directory.Directory;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.print.PrintedBook;
import cn.shiji.print.PrintedBook.Column;
import cn.shiji.print.PrintedBook.Look;
import cn.shiji.print.PrintedPaper;
import cn.shiji.print.PrintedSheet;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The comparison as the table that offices hand around (计划—总结对照表): every commitment with what tells it, then what the
 * report tells beyond the plan. The same rows as a workbook and as a Word file, both ready to print on A4 across.
 */
@Component
class ComparisonTable {

    /** The columns with their widths: in characters for the workbook, in twentieths of a point for Word. */
    private enum PlannedColumn {
        NO(6, 620),
        UNDER(18, 1850),
        COMMITMENT(44, 3750),
        RESULT(13, 1180),
        REPORT(44, 3750),
        WHY(30, 1900),
        SURE(10, 840);

        private final int characters;
        private final int twips;

        PlannedColumn(int characters, int twips) {
            this.characters = characters;
            this.twips = twips;
        }
    }

    /** The columns of the second part. */
    private enum UnplannedColumn {
        NO(6, 620),
        UNDER(30, 3200),
        REPORT(96, 10070);

        private final int characters;
        private final int twips;

        UnplannedColumn(int characters, int twips) {
            this.characters = characters;
            this.twips = twips;
        }
    }

    /** The columns whose words stand in the middle. */
    private static final Set<Integer> CENTRED =
            Set.of(PlannedColumn.NO.ordinal(), PlannedColumn.RESULT.ordinal(), PlannedColumn.SURE.ordinal());

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    private final ComparisonStore store;
    private final ComparisonViews views;
    private final Directory directory;
    private final Clock clock;

    ComparisonTable(ComparisonStore store, ComparisonViews views, Directory directory, Clock clock) {
        this.store = store;
        this.views = views;
        this.directory = directory;
        this.clock = clock;
    }

    /** A file and what it should be called. */
    record File(String name, byte[] content) {}

    /** What both files are made of, in words. */
    private record Content(
            String title,
            String heading,
            String note,
            String unit,
            List<List<String>> planned,
            List<List<String>> unplanned) {}

    /**
     * The table as a workbook of two sheets.
     *
     * @throws Problem {@code comparison.missing}
     */
    File sheet(Caller caller, UUID id, Locale language) {
        Content content = content(caller, id, language);
        try (PrintedBook book = new PrintedBook()) {
            List<Column> planned = new ArrayList<>();
            for (PlannedColumn column : PlannedColumn.values()) {
                planned.add(new Column(word(language, column.name()), column.characters));
            }
            PrintedSheet first = book.sheet(word(language, "sheet"), content.heading, content.note, planned);
            for (List<String> row : content.planned) {
                first.row();
                for (PlannedColumn column : PlannedColumn.values()) {
                    first.text(column.ordinal(), look(column), row.get(column.ordinal()));
                }
            }
            first.end(PlannedColumn.COMMITMENT.ordinal());
            List<Column> unplanned = new ArrayList<>();
            for (UnplannedColumn column : UnplannedColumn.values()) {
                unplanned.add(new Column(word(language, "unplanned." + column.name()), column.characters));
            }
            PrintedSheet second = book.sheet(
                    word(language, "unplanned"),
                    content.title + word(language, "unplanned.title"),
                    content.note,
                    unplanned);
            for (List<String> row : content.unplanned) {
                second.row();
                for (UnplannedColumn column : UnplannedColumn.values()) {
                    second.text(
                            column.ordinal(),
                            column == UnplannedColumn.NO ? Look.CENTRED : Look.TEXT,
                            row.get(column.ordinal()));
                }
            }
            second.end(1);
            return new File(content.title + ".xlsx", book.content());
        }
    }

    private static Look look(PlannedColumn column) {
        return switch (column) {
            case NO, RESULT, SURE -> Look.CENTRED;
            case UNDER, COMMITMENT, REPORT, WHY -> Look.TEXT;
        };
    }

    /**
     * The table as a Word file.
     *
     * @throws Problem {@code comparison.missing}
     */
    File paper(Caller caller, UUID id, Locale language) {
        Content content = content(caller, id, language);
        PrintedPaper paper = new PrintedPaper();
        paper.paragraph("ShijiTableTitle", PrintedPaper.run(content.heading));
        paper.paragraph("ShijiNote", PrintedPaper.run(content.note));
        int[] widths = new int[PlannedColumn.values().length];
        String[] heads = new String[widths.length];
        for (PlannedColumn column : PlannedColumn.values()) {
            widths[column.ordinal()] = column.twips;
            heads[column.ordinal()] = word(language, column.name());
        }
        PrintedPaper.Table table = paper.table(widths, CENTRED, heads);
        content.planned.forEach(row -> table.row(row.toArray(String[]::new)));
        table.end();
        paper.paragraph("ShijiNote", "");
        paper.paragraph("ShijiLevel1", PrintedPaper.run(word(language, "unplanned")));
        if (content.unplanned.isEmpty()) {
            paper.paragraph("ShijiNote", PrintedPaper.run(word(language, "unplanned.none")));
        } else {
            int[] otherWidths = new int[UnplannedColumn.values().length];
            String[] otherHeads = new String[otherWidths.length];
            for (UnplannedColumn column : UnplannedColumn.values()) {
                otherWidths[column.ordinal()] = column.twips;
                otherHeads[column.ordinal()] = word(language, "unplanned." + column.name());
            }
            PrintedPaper.Table other = paper.table(otherWidths, Set.of(0), otherHeads);
            content.unplanned.forEach(row -> other.row(row.toArray(String[]::new)));
            other.end();
        }
        return new File(content.title + ".docx", paper.content(PrintedPaper.LANDSCAPE, content.title, content.unit));
    }

    private Content content(Caller caller, UUID id, Locale language) {
        KeptComparison head = store.find(caller, id).orElseThrow(() -> Problem.missing("comparison.missing"));
        Standing standing = Standing.of(store.match(id), store.decisions(id));
        Documents documents = store.documents(id);
        Passage plan = new Passage(documents.plan().text());
        Passage report = new Passage(documents.report().text());
        List<List<String>> planned = new ArrayList<>();
        for (CommitmentNow commitment : standing.commitments()) {
            planned.add(List.of(
                    Integer.toString(commitment.found().no()),
                    under(commitment.found().under()),
                    onLine(plan.cut(commitment.found().span())),
                    result(language, commitment),
                    commitment.report().stream()
                            .map(span -> onLine(report.cut(span)))
                            .collect(Collectors.joining("\n")),
                    why(language, commitment),
                    commitment.decided() == null
                            ? Math.round(commitment.found().sure() * 100) + "%"
                            : word(language, "person")));
        }
        List<List<String>> unplanned = new ArrayList<>();
        standing.results().stream()
                .filter(result -> result.basis() == Basis.UNPLANNED)
                .forEach(result -> unplanned.add(List.of(
                        Integer.toString(unplanned.size() + 1),
                        under(result.found().under()),
                        onLine(report.cut(result.found().span())))));
        Counts counts = standing.counts();
        String unit = directory.unit(head.unit()).name();
        String note = views.words(
                language,
                "comparison.table.note",
                unit,
                Integer.toString(standing.commitments().size()),
                Integer.toString(counts.told()),
                Integer.toString(counts.otherFigure()),
                Integer.toString(counts.notTold()),
                Integer.toString(counts.unplanned()),
                Integer.toString(counts.corrected()),
                LocalDate.now(clock).format(DAY));
        String title = head.title();
        String heading = title + word(language, title.endsWith("对照") ? "of-comparison" : "of");
        return new Content(title, heading, note, unit, planned, unplanned);
    }

    private String result(Locale language, CommitmentNow commitment) {
        String verdict = verdict(language, commitment.verdict());
        return commitment.shaken() ? verdict + "\n" + word(language, "shaken") : verdict;
    }

    private String verdict(Locale language, Verdict verdict) {
        return views.words(language, "comparison.verdict." + verdict.code());
    }

    /** The machine's reasons; or what the person noted, who it was, and what the machine had said. */
    private String why(Locale language, CommitmentNow commitment) {
        String reasons = String.join(word(language, "between"), views.why(commitment, language));
        Decision decided = commitment.decided();
        if (decided == null) {
            return reasons;
        }
        String by = views.words(
                language,
                "comparison.table.decided",
                decided.by(),
                decided.at().atZone(ZONE).format(DAY),
                verdict(language, commitment.found().verdict()));
        return reasons.isEmpty() ? by : reasons + "\n" + by;
    }

    private String word(Locale language, String code) {
        return views.words(
                language, "comparison.table." + code.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static String under(List<String> headings) {
        return headings.stream().map(ComparisonTable::onLine).collect(Collectors.joining("\n"));
    }

    private static String onLine(String words) {
        return words.replaceAll("\\s+", " ").strip();
    }
}
