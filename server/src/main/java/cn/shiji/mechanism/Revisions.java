package cn.shiji.mechanism;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the module: accepted contents of packs and which of them are in service. */
@Repository
class Revisions {

    private final JdbcClient jdbc;

    Revisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record InService(String pack, int revision, Pack.Source source, String sha256) {}

    /** The number of this content: the one it has already, or the next. */
    int keep(String pack, String sha256, String content, Instant now) {
        return jdbc.sql("select revision from mechanism.revision where pack = :pack and sha256 = :sha256")
                .param("pack", pack)
                .param("sha256", sha256)
                .query(Integer.class)
                .optional()
                .orElseGet(() -> jdbc.sql("""
                                insert into mechanism.revision (pack, revision, sha256, content, loaded_at)
                                select :pack, coalesce(max(revision), 0) + 1, :sha256, :content, :now
                                from mechanism.revision where pack = :pack
                                returning revision
                                """)
                        .param("pack", pack)
                        .param("sha256", sha256)
                        .param("content", content)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .query(Integer.class)
                        .single());
    }

    Optional<String> content(String pack, int revision) {
        return jdbc.sql("select content from mechanism.revision where pack = :pack and revision = :revision")
                .param("pack", pack)
                .param("revision", revision)
                .query(String.class)
                .optional();
    }

    List<InService> inService() {
        return jdbc.sql("""
                        select s.pack, s.revision, s.source, r.sha256
                        from mechanism.in_service s join mechanism.revision r using (pack, revision)
                        """)
                .query((row, _) -> new InService(
                        row.getString("pack"),
                        row.getInt("revision"),
                        Pack.Source.of(row.getString("source")),
                        row.getString("sha256")))
                .list();
    }

    void putInService(String pack, int revision, Pack.Source source, Instant now) {
        retire(pack);
        jdbc.sql(
                        "insert into mechanism.in_service (pack, revision, source, since) values (:pack, :revision, :source, :now)")
                .param("pack", pack)
                .param("revision", revision)
                .param("source", source.word())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void retire(String pack) {
        jdbc.sql("delete from mechanism.in_service where pack = :pack")
                .param("pack", pack)
                .update();
    }

    /** Holds back any other server that would change the packs of this database, until the transaction ends. */
    void lock() {
        jdbc.sql("lock table mechanism.in_service in share row exclusive mode").update();
    }
}
