package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of settings names what can be set, and nothing else. */
class SettingsReferenceTest {

    private static final Pattern VARIABLE = Pattern.compile("SHIJI_[A-Z]+(?:_[A-Z]+)*");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

    private final String page = Repository.text(Repository.ROOT.resolve("docs/run/settings.md"));

    @Test
    void everyVariableOfTheEnvironmentStandsOnThePage() {
        List<Path> sources = Repository.files(Repository.ROOT.resolve("server/src/main/java"), path -> true).stream()
                .toList();
        String program = Stream.concat(
                        sources.stream(),
                        Stream.of(
                                Repository.ROOT.resolve("shiji"),
                                Repository.ROOT.resolve("server/src/main/resources/application.yaml")))
                .map(Repository::text)
                .collect(Collectors.joining("\n"));

        assertThat(named(VARIABLE, page)).isEqualTo(named(VARIABLE, program));
    }

    @Test
    void everyOptionOfTheServerStandsOnThePage() {
        assertThat(named(OPTION, page)).isEqualTo(named(OPTION, new RunCommand(Object.class).usage()));
    }

    private static Set<String> named(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
