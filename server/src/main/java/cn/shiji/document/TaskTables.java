package cn.shiji.document;

import cn.shiji.document.format.Manuscript;
import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads task tables (任务分解表), each row of which is a commitment.
 *
 * <p>Two shapes are met: rows whose cells are parted by tabs, under a header row that names the columns; and tables
 * copied cell by cell, each cell on a line of its own, whose header is a run of short lines that begins with 序号.
 */
final class TaskTables {

    /** A person named in a row, in UTF-16 offsets. */
    record Person(Stretch at, PersonRole role) {}

    /** What a column holds. */
    private enum Column {
        NUMBER("序号|编号"),
        LEADER("领导|挂点|包抓|分管"),
        LEAD("牵头"),
        COOPERATE("配合|协办|协同|参与|参加|协助"),
        PERSON("责任人|负责人|联系人|具体责任"),
        RESPONSIBLE("责任单位|责任部门|承办|负责|主体|部门|单位"),
        DUE("时限|时间|进度|期限"),
        TASK("任务|内容|事项|措施|举措|指标|工作"),
        CATEGORY("类别|项目|分类|领域|板块|条线|类型"),
        OTHER("");

        private final Pattern words;

        Column(String words) {
            this.words = Pattern.compile(words);
        }

        static Column named(String header) {
            for (Column column : values()) {
                if (column != OTHER && column.words.matcher(header).find()) {
                    return column;
                }
            }
            return OTHER;
        }
    }

    private static final int LONGEST_HEADER = 14;
    private static final Pattern ROW_NUMBER = Pattern.compile("\\d{1,3}");

    private final Manuscript manuscript;
    private final String text;

    /** How many lines may name rows in the middle of a table. */
    private static final int LINES_BETWEEN = 2;

    /** The columns of the table that runs now; empty outside tables. */
    private List<Column> columns = List.of();

    /** Whether the row before named columns; a second row may then name the parts of a column. */
    private boolean afterHeader;

    /** How many lines that are no rows have passed since the last row. */
    private int linesSince;

    /** The last cell that was not empty, for each column: merged cells stand only in their first row. */
    private final List<@Nullable Stretch> above = new ArrayList<>();

    TaskTables(Manuscript manuscript) {
        this.manuscript = manuscript;
        this.text = manuscript.text();
    }

    /** Reads one row; a commitment when it holds a task, null when it is a header or something else. */
    @Nullable
    Division row(int index, Manuscript.Line line) {
        List<Stretch> cells = cells(line);
        if (linesSince > LINES_BETWEEN || linesSince > 0 && cells.size() != columns.size()) {
            columns = List.of();
            above.clear();
            afterHeader = false;
        }
        linesSince = 0;
        if (isHeader(cells)) {
            columns = cells.stream().map(cell -> Column.named(words(cell))).toList();
            above.clear();
            afterHeader = true;
            return null;
        }
        if (afterHeader && namesParts(cells)) {
            columns = IntStream.range(0, columns.size())
                    .mapToObj(i -> cells.get(i).isEmpty() ? columns.get(i) : Column.named(words(cells.get(i))))
                    .toList();
            return null;
        }
        afterHeader = false;
        if (columns.isEmpty() || cells.stream().filter(cell -> !cell.isEmpty()).count() < 2) {
            return null;
        }
        Stretch whole = line.stretch().trimmed(text);
        Stretch first = cells.getFirst();
        boolean numbered = columns.getFirst() == Column.NUMBER && !first.isEmpty() && first.from() == whole.from();
        Division row = new Division(
                Level.COMMITMENT,
                null,
                whole.from(),
                index,
                numbered ? words(first) : "",
                new Stretch(whole.from(), whole.from()));
        row.to = whole.to();
        for (int i = 0; i < cells.size() && i < columns.size(); i++) {
            fill(
                    row,
                    columns.get(i),
                    filledDown(i, cells.get(i), line.cells().get(i).goesOn()));
        }
        return row;
    }

    /** Tells that a line passed that is no row; a table goes on behind a line that names its rows. */
    void leave() {
        linesSince++;
    }

    private @Nullable Stretch filledDown(int column, Stretch cell, boolean goesOn) {
        while (above.size() <= column) {
            above.add(null);
        }
        if (!cell.isEmpty() || !goesOn) {
            above.set(column, cell.isEmpty() ? null : cell);
        }
        return above.get(column);
    }

    /** Whether a second header row stands under the first: 牵头单位 and 配合单位 under 责任分工. */
    private boolean namesParts(List<Stretch> cells) {
        return cells.size() == columns.size()
                && cells.stream().anyMatch(cell -> !cell.isEmpty())
                && cells.stream().filter(cell -> !cell.isEmpty()).allMatch(this::names);
    }

    private boolean names(Stretch cell) {
        return cell.to() - cell.from() <= LONGEST_HEADER && Column.named(words(cell)) != Column.OTHER;
    }

    private void fill(Division row, Column column, @Nullable Stretch cell) {
        if (cell == null) {
            return;
        }
        switch (column) {
            case LEAD -> row.units.addAll(UnitNames.listed(text, cell, UnitRole.LEAD));
            case COOPERATE -> row.units.addAll(UnitNames.listed(text, cell, UnitRole.COOPERATE));
            case RESPONSIBLE -> row.units.addAll(UnitNames.listed(text, cell, UnitRole.RESPONSIBLE));
            case LEADER -> persons(row, cell, PersonRole.ACCOUNTABLE_LEADER);
            case PERSON -> persons(row, cell, PersonRole.RESPONSIBLE_PERSON);
            case DUE -> row.due = cell;
            case NUMBER, TASK, CATEGORY, OTHER -> {}
        }
    }

    private void persons(Division row, Stretch cell, PersonRole role) {
        int start = cell.from();
        for (int i = cell.from(); i <= cell.to(); i++) {
            if (i == cell.to() || "、，,；; \u3000".indexOf(text.charAt(i)) >= 0) {
                Stretch name = new Stretch(start, i).trimmed(text);
                if (name.to() - name.from() >= 2) {
                    row.people.add(new Person(name, role));
                }
                start = i + 1;
            }
        }
    }

    private boolean isHeader(List<Stretch> cells) {
        int named = 0;
        int filled = 0;
        boolean task = false;
        for (Stretch cell : cells) {
            filled += cell.isEmpty() ? 0 : 1;
            if (!cell.isEmpty() && names(cell)) {
                Column column = Column.named(words(cell));
                named++;
                task |= column == Column.TASK || column == Column.CATEGORY;
            }
        }
        return filled >= 3 && task && named >= 2 && named * 3 >= filled * 2;
    }

    private List<Stretch> cells(Manuscript.Line line) {
        return line.cells().stream()
                .map(cell -> new Stretch(cell.from(), cell.to()).trimmed(text))
                .toList();
    }

    private String words(Stretch stretch) {
        return text.substring(stretch.from(), stretch.to());
    }

    /**
     * The rows of a table written cell by cell.
     *
     * @param inside lines that lie in such a table
     * @param numbers lines that hold nothing but a row's number
     * @param units lines at the end of a row that name units
     */
    record FlatTable(boolean[] inside, boolean[] numbers, boolean[] units) {}

    static FlatTable flatTable(Manuscript manuscript) {
        int count = manuscript.lines().size();
        var table = new FlatTable(new boolean[count], new boolean[count], new boolean[count]);
        for (int i = 0; i < count; i++) {
            int body = endOfFlatHeader(manuscript, i);
            if (body > i) {
                new TaskTables(manuscript).flatRows(i, body, table);
                break;
            }
        }
        return table;
    }

    /** One past a run of short header lines that begins with 序号 and names who answers; the place itself otherwise. */
    private static int endOfFlatHeader(Manuscript manuscript, int at) {
        if (!manuscript.words(manuscript.lines().get(at)).equals("序号")) {
            return at;
        }
        int end = at + 1;
        boolean units = false;
        while (end < manuscript.lines().size() && end - at < 9) {
            Manuscript.Line line = manuscript.lines().get(end);
            String words = line.to() - line.from() <= LONGEST_HEADER ? manuscript.words(line) : "";
            Column column = Column.named(words);
            if (words.isEmpty() || column == Column.OTHER && !words.contains("分")) {
                break;
            }
            units |= column == Column.RESPONSIBLE || column == Column.LEAD || column == Column.COOPERATE;
            end++;
        }
        return units && end - at >= 4 ? end : at;
    }

    private void flatRows(int header, int body, FlatTable table) {
        int last = 0;
        int rowLine = -1;
        for (int i = header; i < manuscript.lines().size(); i++) {
            table.inside()[i] = true;
            String words = shortWords(i);
            boolean next = i >= body
                    && ROW_NUMBER.matcher(words).matches()
                    && Integer.parseInt(words) == last + 1
                    && i - rowLine != 2
                    && i + 1 < manuscript.lines().size()
                    && !ROW_NUMBER.matcher(shortWords(i + 1)).matches();
            if (next) {
                table.numbers()[i] = true;
                markUnits(rowLine, i, table);
                last++;
                rowLine = i;
            }
        }
        markUnits(rowLine, manuscript.lines().size(), table);
    }

    /** The lines of a row that hold nothing but a unit's name. */
    private void markUnits(int rowLine, int end, FlatTable table) {
        if (rowLine < 0) {
            return;
        }
        for (int i = rowLine + 2; i < end; i++) {
            table.units()[i] = UnitNames.isName(shortWords(i));
        }
    }

    private String shortWords(int line) {
        Manuscript.Line at = manuscript.lines().get(line);
        return at.to() - at.from() <= 20 ? manuscript.words(at) : "";
    }
}
