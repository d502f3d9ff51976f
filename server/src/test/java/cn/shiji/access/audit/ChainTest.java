package cn.shiji.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.AuditFindings;
import cn.shiji.access.AuditFindings.Kind;
import cn.shiji.app.database.Database;
import cn.shiji.kernel.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain of the trail, on a server of its own that seals only when the test says so. */
@ServerTest
@TestPropertySource(properties = "shiji.audit.sealing=false")
class ChainTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Access access;

    @Autowired
    private Sealer sealer;

    @Autowired
    private Verifier verifier;

    @Autowired
    private Anchor anchor;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Database database;

    private Caller officer;

    @BeforeEach
    void aTownWithAChainThatHolds() {
        officer = TestTown.in(context).officer();
        add(3);
        sealer.seal();
    }

    @Test
    void whatIsCommittedIsSealedAndVerified() {
        AuditFindings before = verify();
        assertThat(before.holds()).as(before.toString()).isTrue();
        assertThat(before.tail().rows()).isZero();

        add(4);
        assertThat(verify().tail().rows()).isEqualTo(4);
        assertThat(sealer.seal()).isEqualTo(4);
        AuditFindings after = verify();
        assertThat(after.holds()).as(after.toString()).isTrue();
        assertThat(after.rows()).isEqualTo(before.rows() + 4);
        assertThat(after.lastSeal()).isEqualTo(before.lastSeal() + 1);
        assertThat(sealer.seal()).isZero();
    }

    @Test
    void aTransactionThatCommitsLateIsSealedAndHoldsUpNobody() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = workers.submit(() -> transaction.executeWithoutResult(_ -> {
                add(1);
                written.countDown();
                await(mayCommit);
            }));
            written.await();
            add(5);
            assertThat(sealer.seal()).isEqualTo(5);
            add(2);
            assertThat(sealer.seal()).isEqualTo(2);
            mayCommit.countDown();
            late.get(10, TimeUnit.SECONDS);
        }
        assertThat(sealer.seal()).isEqualTo(1);
        AuditFindings found = verify();
        assertThat(found.holds()).as(found.toString()).isTrue();
        assertThat(found.tail().rows()).isZero();
    }

    @Test
    void whatIsRolledBackLeavesNoTraceAndARefusalStays() {
        long before = verify().rows();
        transaction.executeWithoutResult(work -> {
            add(1);
            access.auditRefused(AuditEntry.of(officer, "access.refused", "route", "x", ""));
            work.setRollbackOnly();
        });
        assertThat(sealer.seal()).isEqualTo(1);
        assertThat(verify().rows()).isEqualTo(before + 1);
    }

    @Test
    void theWorkingRoleOnlyAddsAndReads() {
        for (String statement : List.of(
                "update access.audit set words = ''",
                "delete from access.audit",
                "truncate access.audit",
                "update access.seal set at = now()",
                "delete from access.seal",
                "truncate access.seal",
                "delete from access.retired",
                "alter table access.audit disable trigger user",
                "drop table access.audit",
                "insert into access.audit (at, name, verb, subject_kind, subject_id, words) values (now(), '', '', '', '', '')",
                "insert into access.audit (xid, name, verb, subject_kind, subject_id, words) values ('5', '', '', '', '', '')")) {
            assertThatThrownBy(() -> sql.sql(statement).update()).as(statement).isInstanceOf(DataAccessException.class);
        }
        assertThat(verify().holds()).isTrue();
    }

    @Test
    void evenTheOwnerIsStoppedByTheTriggers() throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("set shiji.reach = '{(,)}'");
            for (String change :
                    List.of("update access.audit set words = 'x'", "truncate access.audit", "truncate access.seal")) {
                assertThatThrownBy(() -> statement.execute(change)).as(change).isInstanceOf(SQLException.class);
            }
        }
        assertThatThrownBy(() -> sql.sql("select access.retire_audit((select max(no) - 1 from access.seal), 'f', 'd')")
                        .query()
                        .listOfRows())
                .hasMessageContaining("six months");
    }

    /** One tampering of every kind, at a row chosen by chance; each is found and nothing else is blamed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whoeverTampersIsFound(int seed) throws Exception {
        Random chance = new Random(seed);
        for (int round = 0; round < 3; round++) {
            add(1 + chance.nextInt(4));
            sealer.seal();
        }
        anchor.dropNow(sealer.known());
        List<Long> ids = sql.sql("select id from access.audit order by id")
                .query(Long.class)
                .list();
        List<Long> seals = sql.sql("select no from access.seal order by no")
                .query(Long.class)
                .list();
        long row = ids.get(chance.nextInt(ids.size()));
        long other = ids.get((ids.indexOf(row) + 1 + chance.nextInt(ids.size() - 1)) % ids.size());
        long seal = seals.get(chance.nextInt(seals.size()));
        long last = seals.getLast();
        String[] columns = {"name", "words", "verb", "subject_id", "outcome", "address", "at", "account_id", "after"};
        String column = columns[chance.nextInt(columns.length)];
        String value = switch (column) {
            case "at" -> "at - interval '1 second'";
            case "account_id" -> "gen_random_uuid()";
            case "after" -> "'{\"x\": 1}'::jsonb";
            case "outcome" -> "case outcome when 'done' then 'refused' else 'done' end";
            default -> "coalesce(" + column + ", '') || 'x'";
        };
        String someColumns = "account_id, name, unit_id, place, verb, subject_kind, subject_id, words, at";

        tampered(Kind.ROW_CHANGED, "update access.audit set " + column + " = " + value + " where id = " + row);
        tampered(Kind.ROW_MISPLACED, "update access.audit set place = place + 1 where id = " + row);
        tampered(Kind.ROW_REMOVED, "delete from access.audit where id = " + row);
        tampered(
                Kind.ROW_INSERTED,
                "insert into access.audit (id, xid, " + someColumns + ") select 900000, xid, " + someColumns
                        + " from access.audit where id = " + row);
        tampered(
                Kind.ROW_TIME,
                "insert into access.audit (id, " + someColumns + ") select 900001, "
                        + someColumns.replace(", at", ", at - interval '1 day'") + " from access.audit where id = "
                        + row);
        if (digestOf(row) != digestOf(other)) {
            tampered(
                    Kind.ROW_REORDERED,
                    "update access.audit set id = case id when %1$d then %2$d else %1$d end where id in (%1$d, %2$d)"
                            .formatted(row, other));
        }
        tampered(Kind.SEAL_CHANGED, "update access.seal set at = at - interval '1 hour' where no = " + seal);
        tampered(
                Kind.SEAL_CHANGED,
                "update access.seal set digests = overlay(digests placing '\\x00'::bytea from 1 for 1) || ''::bytea where no = "
                        + seal);
        tampered(Kind.SEAL_CHANGED, "update access.seal set head = sha256(head) where no = " + seal);
        if (seal != 1 && seal != last) {
            tampered(Kind.SEAL_MISSING, "delete from access.seal where no = " + seal);
        }
        tampered(Kind.START_CUT, "delete from access.seal where no = 1");
        tampered(Kind.END_CUT, "delete from access.seal where no = " + last);
        tampered(
                Kind.END_CUT,
                "with cut as (delete from access.seal where no = " + last
                        + " returning ids) delete from access.audit where id in (select unnest(ids) from cut)");
        AuditFindings untouched = verify();
        assertThat(untouched.holds()).as(untouched.toString()).isTrue();
    }

    private byte digestOf(long row) {
        return sql.sql("select " + AuditRow.COLUMNS + " from access.audit where id = :id")
                .param("id", row)
                .query((found, _) -> AuditRow.of(found).digest(Digest.SHA256)[0])
                .single();
    }

    /** Tampers as the owner, looks, and puts back what was there. */
    private void tampered(Kind expected, String change) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("set shiji.reach = '{(,)}'");
            for (String saved : List.of("audit", "seal")) {
                statement.execute("create table access." + saved + "_saved as table access." + saved);
            }
            statement.execute("alter table access.audit no force row level security");
            statement.execute("alter table access.audit disable trigger user");
            statement.execute("alter table access.seal disable trigger user");
            statement.execute("alter table access.audit drop constraint audit_pkey");
            statement.execute("alter table access.audit alter column id set generated by default");
            try {
                assertThat(statement.executeUpdate(change)).as(change).isPositive();
                AuditFindings found = verify();
                assertThat(found.faults().stream().map(AuditFindings.Fault::kind))
                        .as(change)
                        .contains(expected);
            } finally {
                for (String saved : List.of("audit", "seal")) {
                    statement.execute("delete from access." + saved);
                    statement.execute("insert into access." + saved + " select * from access." + saved + "_saved");
                    statement.execute("drop table access." + saved + "_saved");
                }
                statement.execute("alter table access.audit add constraint audit_pkey primary key (id)");
                statement.execute("alter table access.audit alter column id set generated always");
                statement.execute("alter table access.audit enable trigger user");
                statement.execute("alter table access.audit force row level security");
                statement.execute("alter table access.seal enable trigger user");
            }
        }
    }

    @Test
    void anAnchorThatWasWrittenOverIsFound() throws IOException {
        anchor.dropNow(sealer.known());
        String kept = Files.readString(anchor.file());
        try {
            Files.writeString(anchor.file(), kept.replaceFirst(" [0-9a-f]", " x"));
            assertThat(verify().faults().stream().map(AuditFindings.Fault::kind))
                    .contains(Kind.ANCHOR_DIFFERS);
        } finally {
            Files.writeString(anchor.file(), kept);
        }
    }

    private AuditFindings verify() {
        return verifier.verify(_ -> {});
    }

    private void add(int rows) {
        for (int i = 0; i < rows; i++) {
            access.audit(
                    AuditEntry.of(officer, "unit.rename", "unit", "7", "石桥村").change("name", "石桥", "石桥村" + i));
        }
    }

    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.owner().user(), database.owner().password());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
