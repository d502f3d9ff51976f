package cn.shiji.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestPacks;
import cn.shiji.TestTown;
import cn.shiji.kernel.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@ServerTest
class MechanismsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Mechanisms mechanisms;

    private TestPacks packs;

    @BeforeEach
    void folder() {
        packs = TestPacks.in(context);
    }

    private int revision(String id) {
        return mechanisms.find(id).map(Pack::revision).orElse(0);
    }

    @Test
    void theBuiltInPacksAreInService() {
        assertThat(mechanisms.inService())
                .filteredOn(pack -> pack.source() == Pack.Source.BUILT_IN)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aChangedFileIsANewRevisionAndTheEarlierOneStaysReadable() {
        String id = packs.inService();
        assertThat(revision(id)).isEqualTo(1);
        packs.put(id, TestPacks.pack(id).replace("宣讲, en: Talks", "政策宣讲, en: Talks"));
        packs.await(() -> revision(id) == 2);
        assertThat(mechanisms.get(id).name().zh()).isEqualTo("政策宣讲");
        assertThat(mechanisms.revision(id, 1).name().zh()).isEqualTo("宣讲");
        packs.put(id, TestPacks.pack(id));
        packs.await(() -> revision(id) == 1);
        packs.remove(id);
        packs.await(() -> revision(id) == 0);
    }

    @Test
    void aBrokenFileLeavesTheLastGoodRevisionInServiceUntilItIsGone() {
        String id = packs.inService();
        packs.put(id, TestPacks.pack(id).replace("required: true", "requierd: true"));
        packs.await(() -> mechanisms.faults().stream().anyMatch(file -> id.equals(file.pack())));
        assertThat(revision(id)).isEqualTo(1);

        TestTown town = TestTown.in(context);
        TestBrowser auditor = TestBrowser.signedIn(port, town.username("auditor"));
        JsonNode refused = null;
        for (JsonNode file : auditor.get("/api/mechanisms/faults").json()) {
            if (id.equals(file.path("pack").asString())) {
                refused = file;
            }
        }
        assertThat(refused).isNotNull();
        assertThat(refused.path("file").asString()).isEqualTo("governance/" + id + "/mechanism.yaml");
        JsonNode fault = refused.path("faults").path(0);
        assertThat(fault.path("line").asInt()).isEqualTo(12);
        assertThat(fault.path("message").asString()).contains("requierd");
        assertThat(fault.path("suggestion").asString()).isEqualTo("required");

        packs.remove(id);
        packs.await(() -> revision(id) == 0);
        assertThat(mechanisms.faults()).noneMatch(file -> id.equals(file.pack()));
        assertThat(mechanisms.revision(id, 1).id()).isEqualTo(id);
    }

    @Test
    void anUnknownMechanismIsMissingWithTheNearestOne() {
        String id = packs.inService();
        assertThatThrownBy(() -> mechanisms.get(id.replace("-y", "-z")))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("mechanism.missing-but-near");
                    assertThat(problem.args()).contains(id);
                });
        packs.remove(id);
    }

    @Test
    void aPackIsShownWithFormsIndicatorsAndSentence() {
        String id = packs.inService();
        TestTown town = TestTown.in(context);
        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
        JsonNode pack = clerk.get("/api/mechanisms/" + id).json();
        assertThat(pack.path("records").path(0).path("fields").size()).isEqualTo(11);
        assertThat(pack.path("indicators").size()).isEqualTo(3);
        assertThat(pack.path("sentence").asString()).isEqualTo("开展宣讲{talks}场，听众{heard}人次");
        assertThat(clerk.get("/api/mechanisms").text()).contains(id);
        packs.remove(id);
        packs.await(() -> mechanisms.find(id).isEmpty());
        assertThat(clerk.get("/api/mechanisms/" + id).status()).isEqualTo(404);
    }
}
