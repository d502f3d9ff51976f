package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.app.database.Database;
import cn.shiji.directory.Directory;
import cn.shiji.directory.ListTaking;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.Scope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Array;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.context.ApplicationContext;

/**
 * {@code bench directory [--json]}: how long it takes to take 300,330 units and 200,000 people in, and to read the people
 * of a subtree of ten thousand units under row security.
 *
 * <p>The yardstick of an import is a plain COPY of the very rows it left in {@code directory.unit} and {@code
 * directory.person} into logged tables of the same shape: their columns, defaults, checks and indexes, without foreign
 * keys and policies, and without the versions, standings, places and changes an import writes besides. COPY is given the
 * finished values in its text form; an import reads the file, checks every row, seals what is sensitive, numbers the tree
 * and leaves the trail. For comparison the time of COPY of the file itself into a table with nothing but a key is told
 * too, which binds nothing. The yardstick of reading is the same rows by an array of the ids of their units, without
 * policies. Names and numbers are made by rule. Everything stands in a database of its own that is gone afterwards.
 */
record DirectoryBench(Class<?> program) implements Command {

    private static final int BOUND_BROKEN = 1;
    private static final double MOST_IMPORT = 25;
    private static final double MOST_READ = 2;
    private static final int TURNS = 9;
    private static final int COPIES = 3;
    private static final String CSV = "(format csv, header)";
    private static final String SAME_ROWS = "COPY of the same rows into tables of the same columns and indexes";

    private static final int CITIES = 30;
    private static final int COUNTIES = 10;
    private static final int TOWNS = 20;
    private static final int VILLAGES = 49;
    private static final int PEOPLE = 200_000;

    private static final String[] FIRST = "石 龙 茶 竹 青 松 桃 柳 白 黄 清 南 北 东 西 上 下 大 小 高".split(" ");
    private static final String[] SECOND = "桥 潭 岭 溪 坪 湾 冲 坳 塘 洲 源 田 口 坝 塬 峰 崖 岩 垭 圳".split(" ");
    private static final String[] NAMES = "王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗".split(" ");
    private static final String[] GIVEN = "明 红 强 芳 军 敏 伟 静 磊 丽 勇 艳 涛 娟 超 霞 平 桂 波 玲".split(" ");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

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
                    "%-7s %9.3f s : %9.3f s = %7.3f (≤ %.2f)  %s : %s",
                    holds() ? "ok" : "BROKEN",
                    ours,
                    theirs,
                    ratio(),
                    bound,
                    work,
                    yardstick);
        }
    }

    @Override
    public String usage() {
        return "bench directory [--json]";
    }

    @Override
    public String summary() {
        return "量一量：导入三十万单位、二十万人 / measure the import of 300,000 units and 200,000 people";
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
            int status = Application.measured(program, data, java.util.Map.of(), beans -> {}, application -> {
                rows.addAll(measured(application, json ? null : System.err));
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

    private static List<Row> measured(ApplicationContext application, @Nullable PrintStream told) throws SQLException {
        Rows reach = application.getBean(Rows.class);
        Directory directory = application.getBean(Directory.class);
        Access access = application.getBean(Access.class);
        ListTaking lists = application.getBean(ListTaking.class);
        Unit top = directory.found(new NewUnit("试验省", UnitKind.PROVINCE, null, "510000000000"));
        access.open("bench", UUID.randomUUID() + "Aa1", "量尺", top.id(), Role.SYSTEM_ADMIN, false);
        Caller caller = access.callerNamed("bench");
        byte[] units = units();
        byte[] people = people();
        try (Connection owner = connect(application.getBean(Database.class), true);
                Connection app = connect(application.getBean(Database.class), false)) {
            double[] bare = {
                copied(owner, "(code text primary key, name text, level text, parent text)", units, CSV),
                copied(
                        owner,
                        "(name text, identity text primary key, phone text, sex text, unit text, title text)",
                        people,
                        CSV)
            };
            tell(told, "COPY of the files into a key alone %.2f s + %.2f s".formatted(bare[0], bare[1]));
            double unitSeconds = seconds(() -> taken(
                    reach,
                    lists,
                    caller,
                    top,
                    "units",
                    "units.csv",
                    units,
                    CITIES * (1 + COUNTIES * (1 + TOWNS * (1 + VILLAGES)))));
            tell(told, "units %.2f s".formatted(unitSeconds));
            double peopleSeconds =
                    seconds(() -> taken(reach, lists, caller, top, "people", "people.csv", people, PEOPLE));
            tell(told, "people %.2f s".formatted(peopleSeconds));
            try (Statement statement = owner.createStatement()) {
                statement.execute("set shiji.reach = '{(,)}'");
            }
            double[] theirs = {copied(owner, "directory.unit"), copied(owner, "directory.person")};
            tell(
                    told,
                    "COPY of the rows into tables of the same shape %.2f s + %.2f s".formatted(theirs[0], theirs[1]));
            tell(
                    told,
                    "against COPY of the files into a key alone %.1f and %.1f"
                            .formatted(unitSeconds / bare[0], peopleSeconds / bare[1]));
            try (Statement statement = owner.createStatement()) {
                statement.execute("analyze");
            }
            Unit city = directory.byCodes(List.of("510700000000")).get("510700000000");
            double[] read =
                    read(owner, app, java.util.Objects.requireNonNull(city).places());
            return List.of(
                    new Row("import of 300,330 units", SAME_ROWS, unitSeconds, theirs[0], MOST_IMPORT),
                    new Row("import of 200,000 people", SAME_ROWS, peopleSeconds, theirs[1], MOST_IMPORT),
                    new Row(
                            "import of both",
                            SAME_ROWS,
                            unitSeconds + peopleSeconds,
                            theirs[0] + theirs[1],
                            MOST_IMPORT),
                    new Row(
                            "people of 10,011 units under row security",
                            "the same rows by an array of ids",
                            read[0],
                            read[1],
                            MOST_READ));
        }
    }

    private static void taken(
            Rows reach,
            ListTaking lists,
            Caller caller,
            Unit top,
            String kind,
            String name,
            byte[] list,
            long expected) {
        long taken = reach.as(caller, () -> lists.take(caller, top.id(), kind, name, list));
        if (taken != expected) {
            throw new IllegalStateException("Of " + expected + " " + kind + " only " + taken + " were taken");
        }
    }

    /** What is measured. */
    private interface Measured {

        void run() throws SQLException;
    }

    private static double seconds(Measured work) throws SQLException {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void tell(@Nullable PrintStream told, String words) {
        if (told != null) {
            told.println(words);
        }
    }

    /** How long COPY takes for the rows of a table into one of the same shape. */
    private static double copied(Connection owner, String table) throws SQLException {
        var rows = new ByteArrayOutputStream();
        try {
            owner.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return copied(owner, "(like " + table + " including all)", rows.toByteArray(), "");
    }

    /** How long COPY takes for rows into a new table; the shortest of several times. */
    private static double copied(Connection owner, String shape, byte[] rows, String options) throws SQLException {
        double best = Double.MAX_VALUE;
        for (int turn = 0; turn < COPIES; turn++) {
            try (Statement statement = owner.createStatement()) {
                statement.execute("create schema bench");
                statement.execute("create table bench.copied " + shape);
                best = Math.min(best, seconds(() -> copy(owner, rows, options)));
                statement.execute("drop schema bench cascade");
            }
        }
        return best;
    }

    private static void copy(Connection owner, byte[] rows, String options) throws SQLException {
        try {
            owner.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench.copied from stdin " + options, new ByteArrayInputStream(rows));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Seconds of one reading: under the policy by the range of places, and without it by the ids of units. */
    private static double[] read(Connection owner, Connection app, Scope places) throws SQLException {
        owner.setSchema("directory");
        app.setSchema("directory");
        List<Long> ids = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select id from unit where place between " + places.from() + " and " + places.to())) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        String columns = "select id, name, title, unit_id, sex from person where ";
        double guarded = Double.MAX_VALUE;
        double open = Double.MAX_VALUE;
        Array array = app.createArrayOf("bigint", ids.toArray());
        for (int turn = 0; turn < TURNS; turn++) {
            guard(owner, true);
            guarded = Math.min(guarded, reading(app, places, columns + "place between ? and ?", query -> {
                query.setLong(1, places.from());
                query.setLong(2, places.to());
            }));
            guard(owner, false);
            open = Math.min(
                    open, reading(app, places, columns + "unit_id = any(?)", query -> query.setArray(1, array)));
        }
        guard(owner, true);
        return new double[] {guarded, open};
    }

    /** Gives a query its values. */
    private interface Filled {

        void fill(PreparedStatement query) throws SQLException;
    }

    private static double reading(Connection app, Scope places, String sql, Filled filled) throws SQLException {
        app.setAutoCommit(false);
        try (Statement reach = app.createStatement();
                PreparedStatement query = app.prepareStatement(sql)) {
            reach.execute("select set_config('shiji.reach', '{[" + places.from() + "," + places.to() + "]}', true)");
            filled.fill(query);
            int rows = 0;
            long begun = System.nanoTime();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows++;
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (rows == 0) {
                throw new IllegalStateException("No people were read");
            }
            return seconds;
        } finally {
            app.rollback();
            app.setAutoCommit(true);
        }
    }

    private static void guard(Connection owner, boolean on) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("alter table person " + (on ? "enable" : "disable") + " row level security");
        }
    }

    private static Connection connect(Database database, boolean owner) throws SQLException {
        return DriverManager.getConnection(
                database.url(),
                (owner ? database.owner() : database.app()).user(),
                (owner ? database.owner() : database.app()).password());
    }

    private static String code(int city, int county, int town, int village) {
        return "51%02d%02d%03d%03d".formatted(city, county, town, village);
    }

    private static byte[] units() {
        var list = new StringBuilder("code,name,level,parent\n");
        for (int city = 1; city <= CITIES; city++) {
            String cityCode = code(city, 0, 0, 0);
            line(list, cityCode, name(city) + "市", "city", "510000000000");
            for (int county = 1; county <= COUNTIES; county++) {
                String countyCode = code(city, county, 0, 0);
                line(list, countyCode, name(county) + "县", "county", cityCode);
                for (int town = 1; town <= TOWNS; town++) {
                    String townCode = code(city, county, 100 + town, 0);
                    line(list, townCode, name(town) + "镇", "town", countyCode);
                    for (int village = 1; village <= VILLAGES; village++) {
                        line(list, code(city, county, 100 + town, village), name(village) + "村", "village", townCode);
                    }
                }
            }
        }
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder list, String code, String name, String level, String parent) {
        list.append(code)
                .append(',')
                .append(name)
                .append(',')
                .append(level)
                .append(',')
                .append(parent)
                .append('\n');
    }

    private static String name(int number) {
        return FIRST[number % FIRST.length] + SECOND[number / FIRST.length % SECOND.length];
    }

    private static byte[] people() {
        var list = new StringBuilder("姓名,身份证号,手机号,性别,单位,职务\n");
        for (int number = 0; number < PEOPLE; number++) {
            int village = number % VILLAGES + 1;
            int town = number / VILLAGES % TOWNS + 1;
            int county = number / (VILLAGES * TOWNS) % COUNTIES + 1;
            int city = number / (VILLAGES * TOWNS * COUNTIES) % CITIES + 1;
            String body = "51%02d%02d19%02d%02d%02d%03d"
                    .formatted(
                            city,
                            county,
                            50 + number % 50,
                            number / 7 % 12 + 1,
                            number / 11 % 28 + 1,
                            number / 50 % 1000);
            list.append(NAMES[number % NAMES.length])
                    .append(GIVEN[number / 20 % GIVEN.length])
                    .append(GIVEN[number / 400 % GIVEN.length])
                    .append(',')
                    .append(body)
                    .append(check(body))
                    .append(',')
                    .append("13%09d".formatted(number))
                    .append(',')
                    .append((body.charAt(16) - '0') % 2 == 1 ? '男' : '女')
                    .append(',')
                    .append(code(city, county, 100 + town, village))
                    .append(",网格员\n");
        }
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static char check(String body) {
        int sum = 0;
        for (int at = 0; at < WEIGHTS.length; at++) {
            sum += (body.charAt(at) - '0') * WEIGHTS[at];
        }
        return "10X98765432".charAt(sum % 11);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
