package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import org.junit.jupiter.api.Test;

/** Nothing but the bench that measures what the trail costs can keep it silent. */
class AuditSwitchTest {

    @Test
    void onlyTheBenchKeepsTheTrailSilent() {
        assertThat(Repository.files(
                                Repository.ROOT.resolve("server/src/main/java"),
                                file -> Repository.text(file).contains("AuditSilence"))
                        .stream()
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("AuditBench.java", "AuditSilence.java", "Trail.java");
    }
}
