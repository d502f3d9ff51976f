package cn.shiji.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditFindings.Kind;
import cn.shiji.app.database.Database;
import cn.shiji.kernel.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What is old goes into a file and out of the database, on a server of its own whose digests are SM3. */
@ServerTest
@TestPropertySource(properties = {"shiji.audit.sealing=false", "shiji.audit.digest=SM3"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeepingTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Access access;

    @Autowired
    private Keeping keeping;

    @Autowired
    private Sealer sealer;

    @Autowired
    private Seals seals;

    @Autowired
    private Verifier verifier;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Database database;

    /** First, for its seals must be the first of the chain. */
    @Test
    @Order(1)
    void whatIsOldIsExportedVerifiedAndTakenOut() throws Exception {
        TestTown town = TestTown.in(context);
        for (int i = 0; i < 6; i++) {
            access.audit(town.officer(), "plan.publish", "plan", "old-" + i, "旧");
        }
        asOwner("update access.audit set at = at - interval '2 years'");
        sealAsOfTwoYearsAgo();
        for (int i = 0; i < 3; i++) {
            access.audit(town.officer(), "plan.publish", "plan", "new-" + i, "新");
        }
        sealer.seal();
        AuditFindings whole = verify();
        assertThat(whole.holds()).as(whole.toString()).isTrue();
        assertThat(whole.seals()).isEqualTo(3);

        AuditFile.Written exported = keeping.exportNew().orElseThrow();
        assertThat(AuditFile.verify(exported.file()).holds()).isTrue();
        assertThat(exported.rows()).isEqualTo(whole.rows());
        assertThat(keeping.exportNew()).isEmpty();

        AuditFile.Written retired = keeping.retire().orElseThrow();
        assertThat(retired.from()).isEqualTo(1);
        assertThat(retired.to()).isEqualTo(2);
        assertThat(AuditFile.verify(retired.file()).holds()).isTrue();
        assertThat(AuditFile.verify(retired.file()).head()).isEqualTo(retired.head());
        assertThat(count("old-%")).isZero();
        assertThat(count("new-%")).isEqualTo(3);
        assertThat(keeping.retire()).isEmpty();
        sealer.seal();
        AuditFindings after = verify();
        assertThat(after.holds()).as(after.toString()).isTrue();
        assertThat(after.retired()).isEqualTo(2);
        assertThat(after.firstSeal()).isEqualTo(3);

        asOwner("delete from access.audit where verb = 'audit.retire'");
        assertThat(verify().faults().stream().map(AuditFindings.Fault::kind)).contains(Kind.START_CUT);
    }

    @Test
    void aFileThatWasTouchedIsFound(@TempDir Path folder) throws Exception {
        TestTown town = TestTown.in(context);
        access.audit(town.officer(), "plan.publish", "plan", "filed", "原文");
        sealer.seal();
        Path file = folder.resolve("trail.jsonl.gz");
        long no = seals.end().orElseThrow().no();
        context.getBean(AuditFile.class).write(file, no, no);
        assertThat(AuditFile.verify(file).holds()).isTrue();

        String text = unpacked(file);
        assertThat(touched(folder, text.replace("原文", "改文"))).contains(Kind.ROW_CHANGED);
        assertThat(touched(folder, text.replaceFirst("\"at\":\\d", "\"at\":9"))).contains(Kind.SEAL_CHANGED);
        assertThat(touched(folder, text.substring(0, text.lastIndexOf("{\"")))).contains(Kind.FILE_DAMAGED);
        assertThat(touched(folder, "{}")).contains(Kind.FILE_DAMAGED);
        Files.writeString(file, "not a file of ours");
        assertThat(AuditFile.verify(file).holds()).isFalse();
    }

    @Test
    void noSiteKeepsLessThanHalfAYear() {
        assertThatThrownBy(() -> new AuditSettings("SHA-256", "P5M", "daily"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("网络安全法")
                .hasMessageContaining("第二十一条");
        assertThatThrownBy(() -> new AuditSettings("SHA-256", "P180D", "daily")).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> new AuditSettings("SHA-256", "soon", "daily")).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> new AuditSettings("MD5", "P1Y", "daily")).isInstanceOf(StartRefused.class);
        assertThat(new AuditSettings("SM3", "P6M", "never").retention()).hasToString("P6M");
    }

    /** What the sealer would have written then: two seals. */
    private void sealAsOfTwoYearsAgo() {
        List<AuditRow> rows = sql.sql("select " + AuditRow.COLUMNS + " from access.audit order by access.audit.id")
                .query((row, _) -> AuditRow.of(row))
                .list();
        String seen = sql.sql("select pg_current_snapshot()::text")
                .query(String.class)
                .single();
        Instant at = Instant.now().minus(Duration.ofDays(730)).truncatedTo(ChronoUnit.MICROS);
        byte[] head = Seal.GENESIS;
        int half = rows.size() / 2;
        for (int no = 1; no <= 2; no++) {
            List<AuditRow> some = no == 1 ? rows.subList(0, half) : rows.subList(half, rows.size());
            byte[] digests = new byte[some.size() * Digest.LENGTH];
            for (int i = 0; i < some.size(); i++) {
                System.arraycopy(some.get(i).digest(Digest.SM3), 0, digests, i * Digest.LENGTH, Digest.LENGTH);
            }
            long[] ids = some.stream().mapToLong(AuditRow::id).toArray();
            Seal seal = Seal.of(no, at.plusSeconds(no), Digest.SM3, head, ids, digests, no == 1 ? "1:1:" : seen);
            seals.add(seal);
            head = seal.head();
        }
    }

    private AuditFindings verify() {
        return verifier.verify(_ -> {});
    }

    private long count(String subject) {
        return sql.sql("select count(*) from access.audit where subject_id like :subject")
                .param("subject", subject)
                .query(Long.class)
                .single();
    }

    private static List<Kind> touched(Path folder, String text) throws IOException {
        Path file = folder.resolve("touched.jsonl.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return AuditFile.verify(file).faults().stream()
                .map(AuditFindings.Fault::kind)
                .toList();
    }

    private static String unpacked(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void asOwner(String change) throws SQLException {
        try (Connection owner = DriverManager.getConnection(
                        database.url(),
                        database.owner().user(),
                        database.owner().password());
                Statement statement = owner.createStatement()) {
            statement.execute("set shiji.reach = '{(,)}'");
            statement.execute("alter table access.audit disable trigger user");
            statement.execute(change);
            statement.execute("alter table access.audit enable trigger user");
        }
    }
}
