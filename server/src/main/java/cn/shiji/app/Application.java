package cn.shiji.app;

import cn.shiji.access.Rows;
import cn.shiji.app.database.Database;
import cn.shiji.app.database.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Starts the application on a database that is opened first, so that its refusals are told in words. */
final class Application {

    private Application() {}

    /** Work that needs the modules. */
    interface Work {

        /** Does it and tells the exit status. */
        int with(ConfigurableApplicationContext application) throws Exception;
    }

    /**
     * The server, on the data folder it alone may use. It stops with the process.
     *
     * @param settings asked for once the data folder is there and ours
     */
    static ConfigurableApplicationContext server(
            Class<?> program, Path data, Supplier<Map<String, Object>> settings, Consumer<String> progress) {
        Database database = open(data, Database.Use.SERVER, progress);
        try {
            return start(program, data, database, settings.get());
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /**
     * A short command on the database of a data folder: the running server's, else one of its own for the time of the
     * work. No demo is loaded.
     */
    static int command(Class<?> program, Path data, Work work) throws Exception {
        return command(program, data, Database.Use.COMMAND, work);
    }

    /** As {@link #command(Class, Path, Work)}, on a data folder that nobody else may use meanwhile. */
    static int commandAlone(Class<?> program, Path data, Work work) throws Exception {
        return command(program, data, Database.Use.SERVER, work);
    }

    private static int command(Class<?> program, Path data, Database.Use use, Work work) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        // The modules are built as for the server; its door is opened on a free port of this machine and never told.
        settings.put("server.port", 0);
        settings.put("shiji.demo", false);
        // A command seals nothing, so that one that verifies finds what it was asked about.
        settings.put("shiji.audit.sealing", false);
        settings.put("logging.level.cn.shiji", "warn");
        try (Database database = open(data, use, words -> {});
                ConfigurableApplicationContext application = start(program, data, database, settings)) {
            return application
                    .getBean(Rows.class)
                    .everywhere("a command acts for the installation", () -> work.with(application));
        }
    }

    /**
     * A bench on a database of its own: the server as it runs, sealing its trail, with further beans that only code can give
     * it.
     */
    static int measured(
            Class<?> program,
            Path data,
            Map<String, Object> settings,
            Consumer<GenericApplicationContext> beans,
            Work work)
            throws Exception {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("server.port", 0);
        all.put("shiji.demo", false);
        all.put("logging.level.cn.shiji", "warn");
        // Never the site's own: what is measured writes.
        try (Database database = Database.open(
                        data, programs(data), DatabaseSettings.embedded(), Database.Use.SERVER, words -> {});
                ConfigurableApplicationContext application = start(program, data, database, all, beans)) {
            return application.getBean(Rows.class).everywhere("a bench measures", () -> work.with(application));
        }
    }

    /** Whether a database is there already, for commands that must not make one. */
    static boolean hasDatabase(Path data) {
        return DatabaseSettings.from(System.getenv()).url() != null || Files.isDirectory(data.resolve("postgres"));
    }

    /** Takes everything out of the database of a data folder that nobody else uses now. */
    static void clear(Path data) {
        try (Database database = open(data, Database.Use.SERVER, words -> {})) {
            database.clear();
        }
    }

    private static Database open(Path data, Database.Use use, Consumer<String> progress) {
        return Database.open(data, programs(data), DatabaseSettings.from(System.getenv()), use, progress);
    }

    private static Path programs(Path data) {
        return Optional.ofNullable(System.getProperty("shiji.database.programs"))
                .map(Path::of)
                .orElse(data);
    }

    private static ConfigurableApplicationContext start(
            Class<?> program, Path data, Database database, Map<String, Object> settings) {
        return start(program, data, database, settings, _ -> {});
    }

    private static ConfigurableApplicationContext start(
            Class<?> program,
            Path data,
            Database database,
            Map<String, Object> settings,
            Consumer<GenericApplicationContext> beans) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("shiji.data", data.toAbsolutePath().normalize().toString());
        all.put("spring.flyway.enabled", database.migrates());
        SpringApplication application = new SpringApplication(program);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setLogStartupInfo(false);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(Database.class, () -> database));
        application.addInitializers(context -> beans.accept((GenericApplicationContext) context));
        return application.run(all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }
}
