package cn.shiji.app;

import cn.shiji.app.database.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code bench row-security [--json]}: what the policies cost on a million records and a million facts.
 *
 * <p>The yardstick is the same query, by the same role on the same table, while the table's row security is off; both are
 * measured in turns, each query in a transaction of its own as the server runs it, and the shortest of all turns counts. The queries are shaped as those of lists and figures, and say
 * their scope as those do. Everything stands in a database of its own that is gone afterwards.
 */
record RowSecurityBench(Class<?> program) implements Command {

    private static final int BOUND_BROKEN = 1;
    private static final int TURNS = 5;
    private static final double MOST = 1.2;
    private static final long TURN_NANOS = 250_000_000;
    private static final int TOWNS = 20;
    private static final int VILLAGES = 25;
    private static final int ROWS = 1_000_000;
    /** Rows loaded by one statement. */
    private static final int BATCH = 100_000;

    private static final long TOP = 1_000_000_000_000L;
    private static final long TOWN = 1_000_000_000L;
    private static final long VILLAGE = 1_000_000L;

    private static final Reach COUNTY = new Reach("a county", List.of(new Run(TOP, TOP + 999 * TOWN)));
    private static final Reach ONE_TOWN = new Reach("a town", List.of(town(7)));
    private static final Reach ONE_VILLAGE = new Reach("a village", List.of(village(7, 3)));
    /** A town of the Party's tree: its villages lie in every town of the administrative one. */
    private static final Reach SCATTERED = new Reach(
            "40 scattered villages",
            IntStream.range(0, 40)
                    .mapToObj(n -> village(n / 2 + 1, 5 + 9 * (n % 2)))
                    .toList());

    private record Run(long from, long to) {}

    private record Reach(String name, List<Run> runs) {

        String setting() {
            return runs.stream()
                    .map(run -> "[" + run.from + "," + run.to + "]")
                    .reduce((one, other) -> one + "," + other)
                    .map(all -> "{" + all + "}")
                    .orElseThrow();
        }

        long from() {
            return runs.getFirst().from;
        }

        long to() {
            return runs.getLast().to;
        }
    }

    /**
     * One query.
     *
     * @param sql {@code %1$s} stands for the condition on the place
     */
    private record Work(String name, String table, Reach reach, String sql) {

        /** As lists say it: a reach of one run by its ends, one of several by them and exactly. */
        String statement(String column) {
            String ends = column + " between " + reach.from() + " and " + reach.to();
            return sql.formatted(
                    reach.runs.size() == 1
                            ? ends
                            : ends + " and " + column + " <@ '" + reach.setting() + "'::int8multirange");
        }
    }

    private record Row(String work, String yardstick, double ours, double theirs, double bound) {

        double ratio() {
            return ours / theirs;
        }

        boolean holds() {
            return ratio() <= bound;
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"work\":\"%s\",\"yardstick\":\"%s\",\"ours\":%.4f,\"theirs\":%.4f,\"ratio\":%.3f,\"bound\":%.2f,\"holds\":%b}",
                    work,
                    yardstick,
                    ours,
                    theirs,
                    ratio(),
                    bound,
                    holds());
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-7s %10.3f ms : %10.3f ms = %6.3f (≤ %.2f)  %s",
                    holds() ? "ok" : "BROKEN",
                    ours,
                    theirs,
                    ratio(),
                    bound,
                    work);
        }
    }

    @Override
    public String usage() {
        return "bench row-security [--json]";
    }

    @Override
    public String summary() {
        return "量一量：行级安全的代价 / measure what row security costs";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        Options options = Options.of(arguments, usage(), Set.of(), Set.of("json"));
        options.words(0, 0);
        boolean json = options.has("json");
        Path data = Files.createTempDirectory(
                "shiji-bench-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try {
            List<Row> rows = new ArrayList<>();
            int status = Application.commandAlone(program, data, application -> {
                rows.addAll(measured(application.getBean(Database.class), json ? null : System.err));
                return rows.stream().allMatch(Row::holds) ? 0 : BOUND_BROKEN;
            });
            if (json) {
                System.out.println(
                        "[" + String.join(",\n ", rows.stream().map(Row::json).toList()) + "]");
            } else {
                rows.forEach(row -> System.out.println(row.line()));
            }
            return status;
        } finally {
            delete(data);
        }
    }

    private static List<Row> measured(Database database, @Nullable PrintStream told) throws SQLException {
        try (Connection owner = connect(database, true);
                Connection app = connect(database, false)) {
            load(owner, told);
            List<Row> rows = new ArrayList<>();
            for (Work work : works()) {
                rows.add(measured(owner, app, work));
                if (told != null) {
                    told.println("  " + rows.getLast().line());
                }
            }
            return rows;
        }
    }

    private static Connection connect(Database database, boolean owner) throws SQLException {
        return DriverManager.getConnection(
                database.url(),
                (owner ? database.owner() : database.app()).user(),
                (owner ? database.owner() : database.app()).password());
    }

    private static List<Work> works() {
        String list = """
                select r.* from record.record r
                where %1$s and r.pack = 'bench' and r.kind = 'talk' and r.state = 'kept'
                order by r.day desc, r.id limit 20""";
        String counted = "select count(*) from record.record r where %1$s and r.pack = 'bench' and r.kind = 'talk'";
        String days = """
                select r.day, count(*) from record.record r where %1$s and r.day between '2026-03-01' and '2026-03-31'
                group by r.day order by r.day""";
        String search = """
                select count(*) from record.record r
                where %1$s and (r.title ilike '%%99%%'
                    or exists (select from record.value v where v.record_id = r.id and v.text ilike '%%99%%'))""";
        String figure = """
                with chosen as materialized (
                    select f.quantity, f.subject, f.reverses, f.source_id from fact.fact f
                    where f.kind = 'bench.talk' and f.day between '2026-01-01' and '2026-12-31'
                      and exists (select from fact.fact_unit u where u.fact_id = f.id and u.role = 'by' and %1$s))
                select (select coalesce(sum(quantity), 0) from chosen),
                       (select count(*) from (select from chosen group by source_id having count(*) > 2 * count(reverses)) r)""";
        String versions = """
                select v.* from record.version v
                where v.record_id in (select r.id from record.record r where %1$s and r.pack = 'bench' and r.kind = 'talk'
                                      order by r.day desc, r.id limit 20)""";
        List<Work> works = new ArrayList<>();
        for (Reach reach : List.of(ONE_VILLAGE, ONE_TOWN, COUNTY, SCATTERED)) {
            works.add(new Work("a list's first page", "record", reach, list));
            works.add(new Work("how long the list is", "record", reach, counted));
            works.add(new Work("days of a month", "record", reach, days));
            if (!reach.equals(COUNTY)) {
                // Nobody waits for a search through a million records; people narrow it to a form or a year.
                works.add(new Work("words searched", "record", reach, search));
            }
            works.add(new Work("versions of a page of records", "record", reach, versions));
            works.add(new Work("a figure of a year", "fact", reach, figure));
        }
        return works;
    }

    private static Row measured(Connection owner, Connection app, Work work) throws SQLException {
        double guarded = Double.MAX_VALUE;
        double open = Double.MAX_VALUE;
        for (int turn = 0; turn < TURNS; turn++) {
            guard(owner, work.table, true);
            guarded = Math.min(guarded, milliseconds(app, work));
            guard(owner, work.table, false);
            open = Math.min(open, milliseconds(app, work));
        }
        guard(owner, work.table, true);
        return new Row(
                work.name + ", reach of " + work.reach.name, "the same query without policies", guarded, open, MOST);
    }

    private static void guard(Connection owner, String schema, boolean on) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            for (String table : schema.equals("fact")
                    ? List.of("fact.fact", "fact.fact_unit")
                    : List.of("record.record", "record.value", "record.version")) {
                statement.execute("alter table " + table + (on ? " enable" : " disable") + " row level security");
            }
        }
    }

    /** How long the query takes as the server runs it: in a transaction of its own into which its reach is written. */
    private static double milliseconds(Connection app, Work work) throws SQLException {
        app.setAutoCommit(false);
        // Numbers are read beyond the reach, their places cut by who asks; the records behind them are not.
        String setting = work.table.equals("fact") ? "{(,)}" : work.reach.setting();
        try (PreparedStatement reach = app.prepareStatement("select set_config('shiji.reach', ?, true)");
                PreparedStatement query =
                        app.prepareStatement(work.statement(work.table.equals("fact") ? "u.place" : "r.place"))) {
            reach.setString(1, setting);
            read(app, reach, query);
            long start = System.nanoTime();
            int times = 0;
            do {
                read(app, reach, query);
                times++;
            } while (System.nanoTime() - start < TURN_NANOS);
            return (System.nanoTime() - start) / 1e6 / times;
        } finally {
            app.rollback();
        }
    }

    private static void read(Connection app, PreparedStatement reach, PreparedStatement query) throws SQLException {
        reach.execute();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
        app.commit();
    }

    private static void load(Connection owner, @Nullable PrintStream told) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("select set_config('shiji.reach', '{(,)}', false)");
            statement.execute("create temporary table place (no int primary key, unit_id bigint, place bigint)");
            statement.execute(
                    "insert into place select (t - 1) * %2$d + v - 1, t * 1000 + v, %3$d + t::bigint * %4$d + v::bigint * %5$d "
                                    .formatted(TOWNS, VILLAGES, TOP, TOWN, VILLAGE)
                            + "from generate_series(1, %1$d) t, generate_series(1, %2$d) v".formatted(TOWNS, VILLAGES));
            for (int done = 0; done < ROWS; done += BATCH) {
                if (told != null) {
                    told.println("  载入 / loading: " + done / (ROWS / 100) + "%");
                }
                statement.execute("""
                        with kept as (
                            insert into record.record (id, pack, kind, revision, unit_id, place, day, title, filled, version,
                                                       state, digest, entered_by, entered_by_name, entered_at)
                            select gen_random_uuid(), 'bench', case when n %% 4 = 0 then 'talk' else 'walk' end, 1,
                                   p.unit_id, p.place, date '2026-01-01' + n %% 330, '第' || n || '次', '{"topic": "防火"}', 1,
                                   'kept', '', gen_random_uuid(), '王文书', now()
                            from (select n, floor(random() * %3$d)::int village
                                  from generate_series(%1$d, %2$d) n) g join place p on p.no = g.village
                            returning *),
                        versions as (
                            insert into record.version (record_id, unit_id, place, version, day, title, filled, state, digest, by, by_name, at)
                            select id, unit_id, place, 1, day, title, filled, state, digest, entered_by, entered_by_name, entered_at from kept)
                        insert into record.value (record_id, pack, kind, field, unit_id, place, text)
                        select id, pack, kind, 'topic', unit_id, place, title from kept""".formatted(done + 1, done + BATCH, TOWNS * VILLAGES));
                statement.execute("""
                        with written as (
                            insert into fact.fact (kind, day, quantity, subject, source_module, source_kind, source_id,
                                                   source_version, label, recorded_at)
                            select case when n %% 4 = 0 then 'bench.talk' else 'bench.walk' end, date '2026-01-01' + n %% 330, 1,
                                   's' || n %% 5000, 'record', 'talk', gen_random_uuid(), 1, '第' || n || '次', now()
                            from generate_series(%1$d, %2$d) n
                            returning id)
                        insert into fact.fact_unit (fact_id, role, unit_id, place)
                        select w.id, r.role, p.unit_id, p.place
                        from (select id, floor(random() * %3$d)::int village from written) w
                        join place p on p.no = w.village, (values ('by'), ('at')) r (role)""".formatted(done + 1, done + BATCH, TOWNS * VILLAGES));
            }
            for (String table :
                    List.of("record.record", "record.value", "record.version", "fact.fact", "fact.fact_unit")) {
                statement.execute("vacuum analyze " + table);
            }
        }
    }

    private static Run town(int town) {
        return new Run(TOP + town * TOWN, TOP + (town + 1) * TOWN - 1);
    }

    private static Run village(int town, int village) {
        long from = TOP + town * TOWN + village * VILLAGE;
        return new Run(from, from + VILLAGE - 1);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
