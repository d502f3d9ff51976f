package cn.shiji.access.session;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Ways to the identity provider and back, each kept for minutes under the digest of its cookie. */
@Repository
class ProviderVisits {

    private static final Duration LIFE = Duration.ofMinutes(15);

    private final JdbcClient jdbc;

    ProviderVisits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One way there and back.
     *
     * @param verifier of PKCE
     * @param binding whether the person is signed in already and wants the account bound; nobody is signed in by it
     * @param next where in the face the person wanted to go
     * @param outcome what came of it: {@code unbound}, {@code refused}, {@code failed}; null before, or where somebody
     *     was signed in
     * @param subject whom the provider vouched for, where it did
     */
    record Visit(
            String state,
            String nonce,
            String verifier,
            String redirectUri,
            boolean binding,
            Face face,
            String next,
            @Nullable String outcome,
            @Nullable String subject,
            @Nullable String name) {}

    void begin(String word, Visit visit, Instant now) {
        jdbc.sql("delete from access.provider_visit where began_at < :long_ago")
                .param("long_ago", Timestamp.from(now.minus(LIFE)))
                .update();
        jdbc.sql("""
                        insert into access.provider_visit
                            (word, state, nonce, verifier, redirect_uri, binding, face, next, began_at)
                        values (:word, :state, :nonce, :verifier, :uri, :binding, :face, :next, :now)
                        """)
                .param("word", Digest.of(word))
                .param("state", visit.state())
                .param("nonce", visit.nonce())
                .param("verifier", visit.verifier())
                .param("uri", visit.redirectUri())
                .param("binding", visit.binding())
                .param("face", visit.face().word())
                .param("next", visit.next())
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<Visit> of(String word, Instant now) {
        return jdbc.sql("""
                        select state, nonce, verifier, redirect_uri, binding, face, next, outcome, subject, name
                        from access.provider_visit where word = :word and began_at >= :long_ago
                        """)
                .param("word", Digest.of(word))
                .param("long_ago", Timestamp.from(now.minus(LIFE)))
                .query((row, at) -> new Visit(
                        row.getString("state"),
                        row.getString("nonce"),
                        row.getString("verifier"),
                        row.getString("redirect_uri"),
                        row.getBoolean("binding"),
                        Face.of(row.getString("face")),
                        row.getString("next"),
                        row.getString("outcome"),
                        row.getString("subject"),
                        row.getString("name")))
                .optional();
    }

    /** Notes what came of it; a second answer to the same question is no answer. */
    boolean ended(String word, String outcome, @Nullable String subject, @Nullable String name) {
        return jdbc.sql("""
                        update access.provider_visit set outcome = :outcome, subject = :subject, name = :name
                        where word = :word and outcome is null
                        """)
                        .param("word", Digest.of(word))
                        .param("outcome", outcome)
                        .param("subject", subject)
                        .param("name", name)
                        .update()
                > 0;
    }

    boolean forget(String word) {
        return jdbc.sql("delete from access.provider_visit where word = :word")
                        .param("word", Digest.of(word))
                        .update()
                > 0;
    }
}
