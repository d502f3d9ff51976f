package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import cn.shiji.Shiji;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The walls of the house: what may call what, and what may stand where. */
class WallsTest {

    private static final Path MAIN = Repository.ROOT.resolve("server/src/main");
    private static final Pattern TABLE = Pattern.compile(
            "(?i)\\b(?:from|join|into|update|truncate|references|table|on)\\s+(?:only\\s+)?([a-z]+)\\.[a-z_]+\\b(?!\\()");

    @Test
    void modulesKeepToTheirDoors() {
        ApplicationModules.of(Shiji.class).verify();
    }

    @Test
    void everyModuleHasAFloor() {
        Set<String> modules = ApplicationModules.of(Shiji.class).stream()
                .map(module -> module.getIdentifier().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Floors.OF.keySet()).containsAll(modules);
    }

    @Test
    void aModuleCallsOnlyLowerFloors() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("cn.shiji");
        Set<String> upward = new TreeSet<>();
        for (JavaClass caller : classes) {
            String from = module(caller);
            for (Dependency call : caller.getDirectDependenciesFromSelf()) {
                String to = module(call.getTargetClass());
                if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
                    continue;
                }
                if (floor(to) >= floor(from)) {
                    upward.add("%s (floor %d) calls %s (floor %d): %s"
                            .formatted(from, floor(from), to, floor(to), call.getDescription()));
                }
            }
        }
        assertThat(upward).as("a module may call only modules on lower floors").isEmpty();
    }

    @Test
    void aModuleReadsAndWritesOnlyItsOwnTables() {
        Set<String> modules = Floors.OF.keySet();
        Set<String> strangers = new TreeSet<>();
        for (String module : modules) {
            List<Path> sources = Repository.files(
                    MAIN.resolve("java/cn/shiji/" + module),
                    // A bench of the program as a whole measures tables as they are, past all doors.
                    file -> file.toString().endsWith(".java")
                            && !file.toString().endsWith("/app/RowSecurityBench.java"));
            sources.addAll(Repository.files(
                    MAIN.resolve("resources/db/migration/" + module),
                    file -> file.toString().endsWith(".sql")));
            for (Path source : sources) {
                Matcher table =
                        TABLE.matcher(Repository.text(source).replaceAll("(?m)^\\s*(import|package|\\*|//).*$", ""));
                while (table.find()) {
                    String schema = table.group(1).toLowerCase(java.util.Locale.ROOT);
                    if (modules.contains(schema) && !schema.equals(module)) {
                        strangers.add(Repository.name(source) + ": " + table.group());
                    }
                }
            }
        }
        assertThat(strangers)
                .as("another module's tables are reached through its door only")
                .isEmpty();
    }

    @Test
    void noEngineKnowsAMechanismByName() {
        Set<String> packs =
                Repository.files(Repository.ROOT.resolve("mechanisms"), file -> file.endsWith("mechanism.yaml"))
                        .stream()
                        .map(file -> file.getParent().getFileName().toString())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>();
        for (Path folder : List.of(MAIN, Repository.ROOT.resolve("web/src"))) {
            for (Path file : Repository.files(folder, WallsTest::isText)) {
                String text = Repository.text(file);
                for (String pack : packs) {
                    if (text.contains(pack)) {
                        known.add(Repository.name(file) + " names the mechanism " + pack);
                    }
                }
            }
        }
        assertThat(known)
                .as("mechanisms are data: what an engine must know about one is declared in its pack")
                .isEmpty();
    }

    private static boolean isText(Path file) {
        return file.toString().matches(".*\\.(java|sql|yaml|yml|properties|json|ts|vue|css|html|xml|md|txt)");
    }

    private static String module(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("cn.shiji.")) {
            return "";
        }
        return name.substring("cn.shiji.".length()).split("\\.")[0];
    }

    private static int floor(String module) {
        Integer floor = Floors.OF.get(module);
        if (floor == null) {
            throw new AssertionError("module " + module + " has no floor; give it one in Floors");
        }
        return floor;
    }
}
