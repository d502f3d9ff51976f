package cn.shiji.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Migrates each module's schema by the files in {@code db/migration/<module>}, with a history per module, so that the
 * numbers of one module say nothing to another.
 *
 * <p>No module's tables know another's, so the order of the modules is of no account. Spring Modulith can do the same,
 * but reads all our classes at every start to find the modules, which takes longer than all the rest of the start.
 */
@Component
class Migrations implements FlywayMigrationStrategy {

    private static final Pattern MODULE = Pattern.compile("/db/migration/([a-z]+)/[^/]+\\.sql$");

    @Override
    public void migrate(Flyway flyway) {
        for (String module : modules()) {
            Flyway.configure(flyway.getConfiguration().getClassLoader())
                    .configuration(flyway.getConfiguration())
                    .locations("classpath:db/migration/" + module)
                    .table(flyway.getConfiguration().getTable() + "_" + module)
                    // The schema of the histories is there before the first of them.
                    .baselineVersion("0")
                    .baselineOnMigrate(true)
                    .load()
                    .migrate();
        }
    }

    private static SortedSet<String> modules() {
        try {
            SortedSet<String> modules = new TreeSet<>();
            Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/*/*.sql"))
                    .map(Migrations::address)
                    .map(MODULE::matcher)
                    .filter(Matcher::find)
                    .forEach(found -> modules.add(found.group(1)));
            return modules;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String address(Resource file) {
        try {
            return file.getURL().toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
