package cn.shiji.app.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import cn.shiji.ServerTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every built-in pack does what its scenario says: configured, recorded, turned into facts, shown, told. */
@ServerTest
class ScenariosTest {

    private static final Path PACKS = Repository.ROOT.resolve("mechanisms");

    @Autowired
    private Scenarios scenarios;

    static List<Path> packs() throws IOException {
        try (Stream<Path> files = Files.walk(PACKS)) {
            return files.filter(file -> file.endsWith("mechanism.yaml"))
                    .map(PACKS::relativize)
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("packs")
    void theScenarioOfABuiltInPackComesOut(Path pack) throws IOException {
        Path file = PACKS.resolve(pack).resolve(Scenarios.FILE_NAME);
        assertThat(scenarios.run(pack.getFileName().toString(), file.toString(), Files.readAllBytes(file)))
                .isEmpty();
    }

    @Test
    void whatDoesNotComeOutIsToldWithItsPlace() throws IOException {
        Path pack = packs().getLast();
        String scenario = Files.readString(PACKS.resolve(pack).resolve(Scenarios.FILE_NAME));
        String wrong = scenario.replace("sessions: 2,", "sessions: 3,").replace("of: ", "fo: ");
        assertThat(scenarios.run(pack.getFileName().toString(), "s.yaml", wrong.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .matches("s\\.yaml:\\d+:\\d+: 镇的夜学期数应为 3，实为 2");
        assertThat(scenarios.run(
                        pack.getFileName().toString(),
                        "s.yaml",
                        scenario.replace("when:", "wenn:").getBytes(StandardCharsets.UTF_8)))
                .anyMatch(told -> told.contains("建议：when"));
    }
}
