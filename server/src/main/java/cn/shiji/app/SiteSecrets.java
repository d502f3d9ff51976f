package cn.shiji.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secrets a site gives its server: those that everybody could guess are refused outside the demo, because nobody changes
 * afterwards what worked at once.
 */
final class SiteSecrets {

    /** Fewer characters are tried through in no time. */
    private static final int SHORTEST = 12;

    /** A program keeps it, no person remembers it: so many different characters are no burden. */
    private static final int FEWEST_DIFFERENT = 6;

    private static final Pattern IN_URL = Pattern.compile("[?&]password=([^&]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z]+");

    /** Defaults of databases and examples, and words of our own docs; told without digits and signs around them. */
    private static final Set<String> KNOWN = Set.of(
            "admin",
            "administrator",
            "adminadmin",
            "change",
            "changeit",
            "changeme",
            "changemenow",
            "default",
            "demo",
            "example",
            "geheim",
            "letmein",
            "mima",
            "nopassword",
            "owner",
            "pass",
            "password",
            "passwordpassword",
            "passwort",
            "passwd",
            "pgpassword",
            "postgre",
            "postgres",
            "postgrespassword",
            "postgrespostgres",
            "postgresql",
            "qwerty",
            "qwertyuiop",
            "replaceme",
            "root",
            "rootroot",
            "secret",
            "secretpassword",
            "secretsecret",
            "shiji",
            "shijiapp",
            "shijidemo",
            "shijiowner",
            "shijipassword",
            "shijisecret",
            "shijishiji",
            "supersecret",
            "test",
            "testpassword",
            "testtest",
            "topsecret",
            "welcome",
            "yourpassword",
            "yoursecret");

    private SiteSecrets() {}

    /**
     * Why the server must not start with these settings.
     *
     * @param environment names and values, as of the process
     * @return one line in words, which tells no secret; empty where nothing is wrong
     */
    static Optional<String> fault(Map<String, String> environment) {
        var secrets = new LinkedHashMap<String, @Nullable String>();
        secrets.put("SHIJI_DB_PASSWORD", environment.get("SHIJI_DB_PASSWORD"));
        secrets.put("SHIJI_DB_APP_PASSWORD", environment.get("SHIJI_DB_APP_PASSWORD"));
        Matcher inUrl = IN_URL.matcher(environment.getOrDefault("SHIJI_DB_URL", ""));
        secrets.put("SHIJI_DB_URL", inUrl.find() ? inUrl.group(1) : null);
        secrets.put("SHIJI_PROVIDER_SECRET", environment.get("SHIJI_PROVIDER_SECRET"));
        String file = environment.getOrDefault("SHIJI_PROVIDER_SECRET_FILE", "");
        if (!file.isBlank()) {
            try {
                secrets.put(
                        "SHIJI_PROVIDER_SECRET_FILE",
                        Files.readString(Path.of(file)).strip());
            } catch (IOException | IllegalArgumentException _) {
                return Optional.of("SHIJI_PROVIDER_SECRET_FILE 指的文件读不出来：" + file + " / cannot be read");
            }
        }
        List<String> names = Stream.of("SHIJI_DB_USER", "SHIJI_DB_APP_USER", "SHIJI_PROVIDER_CLIENT")
                .map(name -> environment.getOrDefault(name, "").toLowerCase(Locale.ROOT))
                .toList();
        for (Map.Entry<String, @Nullable String> each : secrets.entrySet()) {
            String secret = each.getValue();
            if (secret != null && !secret.isEmpty() && weak(secret, names)) {
                return Optional.of(each.getKey() + " 是人人猜得到的口令，不能用来启动：请换成随机的，至少 " + SHORTEST
                        + " 位，例如 openssl rand -base64 24 / is a secret everybody can guess: take a random one of at least "
                        + SHORTEST + " characters, for instance by openssl rand -base64 24");
            }
        }
        return Optional.empty();
    }

    private static boolean weak(String secret, List<String> names) {
        String small = secret.toLowerCase(Locale.ROOT);
        return secret.length() < SHORTEST
                || secret.chars().distinct().count() < FEWEST_DIFFERENT
                || names.contains(small)
                || KNOWN.contains(NO_LETTER.matcher(small).replaceAll(""))
                || NO_LETTER.matcher(small).replaceAll("").isEmpty() && ascending(small);
    }

    /** Whether each digit is the one before or its neighbour: 123456789012. */
    private static boolean ascending(String digits) {
        for (int i = 1; i < digits.length(); i++) {
            int step = (digits.charAt(i) - digits.charAt(i - 1) + 10) % 10;
            if (step != 0 && step != 1 && step != 9) {
                return false;
            }
        }
        return true;
    }
}
