package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lists all that looks beyond the reach of its caller: a new one is added here, where it is read. */
class LooksBeyondTest {

    private static final Path MAIN = Repository.ROOT.resolve("server/src/main/java/cn/shiji");
    private static final Pattern BEYOND = Pattern.compile("\\beverywhere\\(\\s*\"([^\"]+)\"");
    private static final Pattern CALL = Pattern.compile("\\.everywhere\\(");

    private static final Set<String> KNOWN = Set.of(
            "Application: a bench measures",
            "Application: a command acts for the installation",
            "AuditBoard: names are looked up for rows that are read within the reach",
            "AuditBoard: numbers are looked up for rows that are read within the reach",
            "AuditChecks: how the chain stands is no secret of a unit",
            "AuditFile: seals hold rows of all units",
            "DemoStart: a start loads the demo",
            "Directory: labels of people",
            "Evidence: evidence opened by its owner",
            "Facts: facts are reversed for every unit that took part",
            "Facts: facts name every unit that took part",
            "Facts: numbers are cut to the reader's places by who asks",
            "Imports: a start ends what the last one left half done",
            "Indicators: figures a pack lets peers or everybody see",
            "PlanPage: the units of a town see how its plan stands",
            "Readings: a start ends what the last one left half done",
            "RowsFilter: who is calling",
            "RunCommand: a first start founds the top unit",
            "Sealer: the sealer chains the rows of all units",
            "Vault: keys are renewed in all rows",
            "Vault: old keys are looked for in all rows",
            "Verifier: the chain holds rows of all units");

    @Test
    void whatLooksBeyondTheReachOfItsCallerIsKnown() {
        Set<String> found = new TreeSet<>();
        List<Path> sources = Repository.files(MAIN, file -> file.toString().endsWith(".java"));
        for (Path source : sources) {
            String text = Repository.text(source);
            String type = source.getFileName().toString().replace(".java", "");
            Matcher why = BEYOND.matcher(text);
            long told = 0;
            while (why.find()) {
                found.add(type + ": " + why.group(1));
                told++;
            }
            assertThat(CALL.matcher(text).results().count())
                    .as(source + " says why as a literal")
                    .isEqualTo(told);
        }
        assertThat(found).isEqualTo(new TreeSet<>(KNOWN));
    }
}
