package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import cn.shiji.TestDatabase;
import cn.shiji.app.demo.DemoCounty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A site that kept the secret of an example is not started. */
class SiteSecretsTest {

    @Test
    void whatEverybodyKnowsIsRefusedWhereverItStands() {
        for (String known : List.of(
                "postgres",
                "postgres123456",
                "Postgres@2026!!!",
                "changeme",
                "shiji",
                "shiji_owner-2026",
                "password1234",
                "123456789012",
                "aaaaaaaaaaaaaaaa",
                "kurz",
                "…",
                DemoCounty.PASSWORD)) {
            assertThat(SiteSecrets.fault(Map.of("SHIJI_DB_PASSWORD", known)))
                    .as(known)
                    .hasValueSatisfying(words -> assertThat(words)
                            .startsWith("SHIJI_DB_PASSWORD 是人人猜得到的口令")
                            .doesNotContain("\n"));
        }
        assertThat(SiteSecrets.fault(Map.of("SHIJI_DB_APP_PASSWORD", "shiji_app")))
                .isPresent();
        assertThat(SiteSecrets.fault(Map.of("SHIJI_PROVIDER_SECRET", "secret"))).isPresent();
        assertThat(SiteSecrets.fault(Map.of("SHIJI_DB_URL", "jdbc:postgresql://db/shiji?ssl=true&password=postgres")))
                .isPresent();
        assertThat(SiteSecrets.fault(
                        Map.of("SHIJI_DB_USER", "landkreis_9_boss", "SHIJI_DB_PASSWORD", "Landkreis_9_boss")))
                .as("the name is no secret")
                .isPresent();
    }

    @Test
    void theSecretInAFileIsLookedAtToo() throws IOException {
        Path file = TestDatabase.temporaryFolder("secret").resolve("provider-secret");
        assertThat(SiteSecrets.fault(Map.of("SHIJI_PROVIDER_SECRET_FILE", file.toString())))
                .hasValueSatisfying(words -> assertThat(words).contains("读不出来"));
        Files.writeString(file, "changeme\n");
        assertThat(SiteSecrets.fault(Map.of("SHIJI_PROVIDER_SECRET_FILE", file.toString())))
                .isPresent();
        Files.writeString(file, "Zk3vTq0mUwX8yRfB\n");
        assertThat(SiteSecrets.fault(Map.of("SHIJI_PROVIDER_SECRET_FILE", file.toString())))
                .isEmpty();
    }

    @Test
    void noSecretAndARandomOneAreFine() {
        assertThat(SiteSecrets.fault(Map.of())).isEmpty();
        assertThat(SiteSecrets.fault(
                        Map.of("SHIJI_DB_USER", "shiji_owner", "SHIJI_DB_PASSWORD", "q5Jd0vXw2LrT8cYb1NfGh7Ks")))
                .isEmpty();
    }

    @Test
    void everySecretOfTheSettingsIsLookedAt() {
        String page = Repository.text(Repository.ROOT.resolve("docs/run/settings.md"));
        List<String> named = Pattern.compile("SHIJI_[A-Z_]*(?:PASSWORD|SECRET)\\b")
                .matcher(page)
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        assertThat(named).contains("SHIJI_DB_PASSWORD", "SHIJI_PROVIDER_SECRET");
        assertThat(named)
                .allSatisfy(name ->
                        assertThat(SiteSecrets.fault(Map.of(name, "changeme"))).isPresent());
    }

    @Test
    void theExamplesOfOurOwnPagesAreRefused() {
        List<String> examples =
                Repository.files(
                                Repository.ROOT.resolve("docs/run"),
                                path -> path.toString().endsWith(".md"))
                        .stream()
                        .flatMap(path -> Pattern.compile("(?:PASSWORD|SECRET)=(\\S+)|password '([^']*)'")
                                .matcher(Repository.text(path))
                                .results()
                                .map(found -> found.group(1) != null ? found.group(1) : found.group(2)))
                        .toList();
        assertThat(examples).isNotEmpty();
        assertThat(examples)
                .allSatisfy(example -> assertThat(SiteSecrets.fault(Map.of("SHIJI_DB_PASSWORD", example)))
                        .isPresent());
    }
}
