package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page that tells of security item by item names only what is there, and tells each item once. */
class SecurityPageTest {

    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z0-9]+|[a-z-]+\\.(?:spec|test)\\.ts)`");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (V\\d+\\.\\d+\\.\\d+|7\\.1\\.[^|]+?) \\| [^|]+ \\| ([^|]+) \\| ([^|]+) \\|$");

    /** A test, a journey, or a page where a document is asked for. */
    private static final Pattern SHOWN = Pattern.compile("`[A-Za-z]+Test`|\\.(spec|test)\\.ts`|\\b[A-Za-z-]+\\.md");

    private final String page = Repository.text(Repository.ROOT.resolve("docs/run/security.md"));

    /** Of the JDK, not ours. */
    private static final Set<String> FOREIGN = Set.of("ContentDisposition", "SecureRandom", "URLEncoder", "Map");

    @Test
    void everyTestAndClassNamedIsThere() {
        Set<String> there = Repository.files(Repository.ROOT.resolve("server/src"), path -> true).stream()
                .map(Path::getFileName)
                .map(name -> name.toString().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Repository.files(Repository.ROOT.resolve("journeys/tests"), path -> true)
                .forEach(path -> there.add(path.getFileName().toString()));
        Repository.files(
                        Repository.ROOT.resolve("web/src"),
                        path -> path.toString().endsWith(".test.ts"))
                .forEach(path -> there.add(path.getFileName().toString()));
        there.addAll(FOREIGN);
        Set<String> named =
                NAME.matcher(page).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(there);

        assertThat(named).as("named on the page, but not there").isEmpty();
    }

    @Test
    void everyItemIsToldOnceWithAStateAndAReason() {
        List<MatchResult> rows = ROW.matcher(page).results().toList();
        List<String> items = new ArrayList<>();
        for (MatchResult row : rows) {
            items.add(row.group(1));
            assertThat(row.group(2)).as(row.group(1)).isIn("met", "not applicable", "open");
            assertThat(row.group(3)).as(row.group(1)).isNotBlank();
            if (row.group(2).equals("met")) {
                assertThat(row.group(3)).as(row.group(1)).containsPattern(SHOWN);
            }
        }
        // As many requirements has ASVS 5.0.0 on its first two levels.
        assertThat(items.stream().filter(item -> item.startsWith("V"))).hasSize(253);
        assertThat(items).doesNotHaveDuplicates();
        assertThat(page)
                .contains("%d met, %d not applicable, %d open"
                        .formatted(count(rows, "met"), count(rows, "not applicable"), count(rows, "open")));
    }

    private static long count(List<MatchResult> rows, String state) {
        return rows.stream()
                .filter(row -> row.group(1).startsWith("V"))
                .filter(row -> row.group(2).equals(state))
                .count();
    }
}
