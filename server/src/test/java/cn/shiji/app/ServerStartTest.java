package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.ServerTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class ServerStartTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient database;

    @Test
    void healthAnswersWithoutSignIn() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("UP");
        }
    }

    @Test
    void theWorkingRoleOwnsNothing() {
        assertThat(database.sql("select current_user").query(String.class).single())
                .isEqualTo("shiji_app");
        assertThat(database.sql("""
                        select count(*) from pg_class join pg_roles on pg_roles.oid = relowner
                        where rolname = 'shiji_app'
                        """).query(Integer.class).single()).isZero();
        assertThatThrownBy(() -> database.sql("create schema other").update()).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> database.sql("select * from migrations.flyway_schema_history_access")
                        .query()
                        .listOfRows())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void whatIsAcknowledgedIsOnDisk() {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
            assertThat(database.sql("select current_setting(?)")
                            .param(setting)
                            .query(String.class)
                            .single())
                    .as(setting)
                    .isEqualTo("on");
        }
    }
}
