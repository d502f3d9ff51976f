package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.shiji.ServerTest;
import cn.shiji.TestTown;
import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.kernel.Caller;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a door forgot to ask is answered by the database: the caller reads a refusal in words, and nothing is kept. */
@ServerTest
class OutOfReachTest {

    private static final long NOBODYS_PLACE = 1;

    @Autowired
    ApplicationContext context;

    @Autowired
    Access access;

    @Autowired
    Rows rows;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Problems problems;

    @Test
    void aRowBeyondTheReachIsRefusedInWords() {
        refused("""
                insert into evidence.file (id, sha256, name, media_type, size, unit_id, place, kept_by, kept_by_name, kept_at)
                values (gen_random_uuid(), repeat('a', 64), 'x', 'text/plain', 1, 1, %d, gen_random_uuid(), 'x', now())""".formatted(NOBODYS_PLACE));
    }

    @Test
    void whatTheServerHasNoRightToIsRefusedInWords() {
        refused("truncate record.record");
    }

    private void refused(String sql) {
        Caller caller = access.callerNamed(TestTown.in(context).username("office"));
        DataAccessException failure = catchThrowableOfType(
                DataAccessException.class,
                () -> rows.as(caller, () -> jdbc.sql(sql).update()));
        assertThat(failure).isNotNull();

        ResponseEntity<ProblemDetail> answer = problems.refusedByTheDatabase(failure, Locale.ENGLISH);

        assertThat(answer).isNotNull();
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody()).isNotNull();
        assertThat(answer.getBody().getProperties()).containsEntry("code", "problem.out-of-reach");
        assertThat(answer.getBody().getDetail())
                .contains("nothing was changed")
                .doesNotContain("policy", "evidence", "record");
    }
}
