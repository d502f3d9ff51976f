package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class PlanImportTest {

    /** A real document that lies beside the working copy on some machines. */
    private static final Path SEED = Path.of("/work/shared/data/seed");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    JdbcClient database;

    /** One town for all tests here, each with a plan of its own: hashing passwords takes longer than the tests. */
    static TestTown town;

    static TestBrowser office;

    @BeforeEach
    void aTown() {
        if (town == null) {
            town = TestTown.in(context);
            office = TestBrowser.signedIn(port, town.username("office"));
        }
    }

    @Test
    void aTextBecomesADraftWhoseSpansCutItsOwnWords() {
        PlanView draft = plans.draft(town.officer(), UUID.fromString(imported("计划.txt", PlanSamples.text())));

        assertThat(draft.state()).isEqualTo("draft");
        assertThat(draft.mayEdit()).isTrue();
        assertThat(draft.counts().commitments()).isEqualTo(6);
        assertThat(draft.counts().maskedOpen()).isEqualTo(1);
        assertThat(draft.text()).isEqualTo(PlanSamples.TEXT);
        assertThat(draft.file()).isNotNull();
        for (PlanView.NodeView node : draft.allNodes()) {
            assertThat(node.span()).isNotNull();
            if (node.children().isEmpty()) {
                assertThat(cut(draft.text(), node.span())).isEqualTo(node.text());
            }
            node.figures()
                    .forEach(figure ->
                            assertThat(cut(draft.text(), figure.span())).isEqualTo(figure.text()));
        }
        assertThat(PlanSamples.node(draft, "亿元项目").number()).isEqualTo("2.2.1");
        assertThat(PlanSamples.node(draft, "亿元项目").line()).isEqualTo("industry");
        assertThat(PlanSamples.node(draft, "夜学").heading()).isEqualTo("持续开展周四夜学");
    }

    @Test
    void aWordDocumentIsReadLikeTheSameText() {
        PlanView fromText = plans.draft(town.officer(), UUID.fromString(imported("计划.txt", PlanSamples.text())));
        PlanView fromWord = plans.draft(town.officer(), UUID.fromString(imported("计划.docx", PlanSamples.word())));

        assertThat(words(fromWord)).isEqualTo(words(fromText));
        assertThat(office.get("/api/plans/" + fromWord.id() + "/file").type()).contains("wordprocessingml");
    }

    @Test
    void whatCannotBeReadIsRefusedInWordsAndLeavesNothing() throws Exception {
        long before = rows();

        refused("empty.txt", new byte[0]);
        refused("picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0});
        refused("not-word.docx", "这不是 Word 文件".getBytes(StandardCharsets.UTF_8));
        refused("locked.docx", encrypted());
        refused("blank.txt", "   \n\n  ".getBytes(StandardCharsets.UTF_8));
        JsonNode huge = refused("huge.txt", new byte[21 * 1024 * 1024]);
        assertThat(huge.path("problem").path("code").asString()).isEqualTo("plan.file-too-large");
        assertThat(huge.path("problem").path("detail").asString()).contains("21 MB", "20 MB");

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void onlyTheOfficeOfTheUnitImports() {
        TestBrowser clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
        TestBrowser auditor = TestBrowser.signedIn(port, town.username("auditor"));
        TestTown other = TestTown.in(context);
        String own = "/api/plans/imports?year=2026&unit=" + town.town.id();

        assertThat(clerk.upload(own, "计划.txt", PlanSamples.text()).status()).isEqualTo(403);
        assertThat(auditor.upload(own, "计划.txt", PlanSamples.text()).status()).isEqualTo(403);
        assertThat(office.upload("/api/plans/imports?year=2026&unit=" + other.town.id(), "计划.txt", PlanSamples.text())
                        .status())
                .isEqualTo(404);
        assertThat(office.upload("/api/plans/imports?year=20226&unit=" + town.town.id(), "计划.txt", PlanSamples.text())
                        .code())
                .isEqualTo("plan.year");
    }

    @Test
    void anImportIsSeenOnlyByWhoStartedIt() {
        String id = office.upload(path(), "计划.txt", PlanSamples.text())
                .json()
                .path("id")
                .asString();
        TestBrowser stranger = TestBrowser.signedIn(port, TestTown.in(context).username("office"));

        assertThat(stranger.get("/api/plans/imports/" + id).status()).isEqualTo(404);
    }

    @Test
    void theSeedIsImportedReviewedAndPublished() throws IOException {
        assumeThat(Files.isDirectory(SEED)).isTrue();
        Path file;
        try (Stream<Path> files = Files.list(SEED)) {
            file = files.filter(one -> one.toString().endsWith(".txt"))
                    .findFirst()
                    .orElse(null);
        }
        assumeThat(file).isNotNull();

        UUID plan = UUID.fromString(imported(file.getFileName().toString(), Files.readAllBytes(file)));
        PlanView draft = plans.draft(town.officer(), plan);
        assertThat(draft.counts().commitments()).isGreaterThan(15);
        assertThat(draft.allNodes().stream().map(PlanView.NodeView::number).filter(number -> !number.isEmpty()))
                .doesNotHaveDuplicates();

        Answer early = office.send("POST", "/api/plans/" + plan + "/publish", "");
        assertThat(early.code()).isEqualTo("plan.not-ready");

        plans.reviewAll(town.officer(), plan);
        for (PlanView.NodeView title : draft.nodes()) {
            plans.assign(town.officer(), plan, title.id(), List.of(new Assignment(town.office.id(), DutyRole.LEAD)));
        }
        draft.allNodes().stream()
                .filter(PlanView.NodeView::task)
                .flatMap(node -> node.figures().stream())
                .filter(figure -> figure.target() && figure.value() == null && figure.low() == null)
                .forEach(figure ->
                        plans.changeFigure(town.officer(), plan, figure.id(), FigureChange.value(BigDecimal.TEN)));

        Answer published = office.send("POST", "/api/plans/" + plan + "/publish", "");
        assertThat(published.status()).as(published.toString()).isEqualTo(200);
        assertThat(published.json().path("state").asString()).isEqualTo("published");
        assertThat(office.get("/api/plans/" + plan + "/progress").json().path("rows"))
                .hasSize(draft.counts().commitments());
    }

    private static List<String> words(PlanView plan) {
        return plan.allNodes().stream()
                .map(node -> node.number()
                        + node.marker()
                        + node.heading()
                        + node.figures().stream().map(PlanView.FigureItem::text).toList())
                .toList();
    }

    private static String cut(String text, int[] span) {
        return text.codePoints()
                .skip(span[0])
                .limit(span[1] - span[0])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String path() {
        return "/api/plans/imports?year=" + PlanSamples.YEAR + "&unit=" + town.town.id();
    }

    private String imported(String name, byte[] content) {
        JsonNode done = finished(name, content);
        assertThat(done.path("stage").asString()).as(done.toString()).isEqualTo("done");
        assertThat(done.path("percent").asInt()).isEqualTo(100);
        return done.path("plan").asString();
    }

    private JsonNode refused(String name, byte[] content) {
        JsonNode done = finished(name, content);
        assertThat(done.path("stage").asString()).as(name).isEqualTo("refused");
        String words = done.path("problem").path("detail").asString();
        String code = done.path("problem").path("code").asString();
        assertThat(words).as(name).isNotBlank().isNotEqualTo(code).doesNotContain("[", "document.");
        assertThat(code).as(name).isNotEqualTo("plan.import-failed");
        return done;
    }

    private JsonNode finished(String name, byte[] content) {
        Answer started = office.upload(path(), name, content);
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        String id = started.json().path("id").asString();
        for (int tries = 0; tries < 600; tries++) {
            JsonNode now = office.get("/api/plans/imports/" + id).json();
            if (List.of("done", "refused").contains(now.path("stage").asString())) {
                return now;
            }
            if (now.path("stage").asString().equals("choosing")) {
                List<Integer> all =
                        IntStream.range(0, now.path("documents").size()).boxed().toList();
                office.send("POST", "/api/plans/imports/" + id + "/choice", Map.of("documents", all));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        throw new AssertionError("The import of " + name + " does not end");
    }

    private long rows() {
        return database.sql("""
                        select (select count(*) from plan.plan) + (select count(*) from plan.node)
                             + (select count(*) from evidence.file)
                        """).query(Long.class).single();
    }

    private static byte[] encrypted() throws Exception {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var stream = encryptor.getDataStream(files)) {
                stream.write(PlanSamples.word());
            }
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }
}
