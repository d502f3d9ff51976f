package cn.shiji.directory.imports;

import cn.shiji.directory.OwnCode;
import cn.shiji.directory.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the units that a wording can mean: a code, a name, a path with strokes between, or names one after the other. */
@Repository
class UnitNames {

    private static final int MOST_NAMED = 6;
    private static final int LONGEST = 120;

    private final JdbcClient jdbc;

    UnitNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A unit a wording can mean.
     *
     * @param path the names from the top to the unit itself
     */
    record Named(long id, String code, List<String> path) {

        String told() {
            return String.join("/", path.subList(Math.max(0, path.size() - 3), path.size()));
        }
    }

    /** All open units below the unit, or the unit itself, that the wording can mean; none where nothing fits. */
    List<Named> find(String wording, Unit under) {
        String plain = Cells.plain(wording);
        if (plain.matches("\\d+") || OwnCode.looksOwn(plain)) {
            return byCode(Codes.full(plain).orElse(plain), under);
        }
        if (wording.length() > LONGEST) {
            return List.of();
        }
        List<String> steps = Stream.of(wording.split("[/／>＞\\\\|｜→]|\\s+-\\s+"))
                .map(String::strip)
                .filter(step -> !step.isEmpty())
                .toList();
        if (steps.isEmpty()) {
            return List.of();
        }
        List<Named> named = byNames(List.of(steps.getLast()), under);
        if (steps.size() > 1) {
            return named.stream()
                    .filter(unit -> inOrder(steps.subList(0, steps.size() - 1), unit.path()))
                    .toList();
        }
        return named.isEmpty() ? joined(plain, under) : named;
    }

    /** What the units are called in full, for a question or a refusal. */
    static String paths(List<Named> units) {
        return units.stream().limit(MOST_NAMED).map(Named::told).collect(Collectors.joining("、"))
                + (units.size() > MOST_NAMED ? " …" : "");
    }

    /** Names written one after the other without strokes: 青溪镇石桥村. */
    private List<Named> joined(String plain, Unit under) {
        var ends = new ArrayList<String>();
        for (int from = 1; from <= plain.length() - 2; from++) {
            ends.add(plain.substring(from));
        }
        return byNames(ends, under).stream()
                .filter(unit -> consumed(plain, unit.path()))
                .toList();
    }

    private static boolean consumed(String words, List<String> path) {
        String left = words;
        for (int at = path.size() - 1; at >= 0 && !left.isEmpty(); at--) {
            String name = path.get(at).replace(" ", "");
            if (left.endsWith(name)) {
                left = left.substring(0, left.length() - name.length());
            }
        }
        return left.isEmpty();
    }

    private static boolean inOrder(List<String> steps, List<String> path) {
        int at = 0;
        for (String name : path.subList(0, path.size() - 1)) {
            if (at < steps.size() && steps.get(at).equals(name)) {
                at++;
            }
        }
        return at == steps.size();
    }

    private List<Named> byCode(String code, Unit under) {
        return jdbc.sql(NAMED.formatted("u.code = :code"))
                .param("code", code)
                .param("from", under.places().from())
                .param("to", under.places().to())
                .query(UnitNames::named)
                .list();
    }

    private List<Named> byNames(List<String> names, Unit under) {
        return jdbc.sql(NAMED.formatted("u.name = any(:names)"))
                .param("names", names.toArray(String[]::new))
                .param("from", under.places().from())
                .param("to", under.places().to())
                .query(UnitNames::named)
                .list();
    }

    private static final String NAMED = """
            with recursive found as (
                select u.id, u.code, u.name, u.parent, u.place from directory.unit u
                where %s and u.place between :from and :to and u.closed_on is null order by u.place limit 50
            ), up as (
                select id as below, name, parent, 0 as step from found
                union all
                select up.below, a.name, a.parent, up.step + 1 from up join directory.unit a on a.id = up.parent
            )
            select id, coalesce(code, '') as code,
                (select array_agg(up.name order by up.step desc) from up where up.below = found.id) as path
            from found order by place
            """;

    private static Named named(java.sql.ResultSet row, int at) throws java.sql.SQLException {
        return new Named(row.getLong("id"), row.getString("code"), List.of((String[])
                row.getArray("path").getArray()));
    }
}
