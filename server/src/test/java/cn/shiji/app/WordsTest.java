package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every refusal the source can give has words in both languages. */
class WordsTest {

    private static final Path SERVER = Repository.ROOT.resolve("server/src/main");
    private static final Pattern REFUSAL = Pattern.compile(
            "(?:Problem\\s*\\.\\s*(?:bad|missing|conflict|faulty|tooLarge|notAllowed|of|Word)|Fault\\s*\\.\\s*of|Problem\\.Word|\\bfault|\\brefuse)"
                    + "\\s*\\((?:[^\"();]|\\([^\"()]*\\))*?(?:\"[^\"]*\"\\s*[+,][^\";]*?)?\"([a-z]+\\.[a-z][a-z0-9.-]*[a-z0-9])\"");

    private final Properties chinese = words("zh");
    private final Properties english = words("en");

    @Test
    void everyRefusalInTheSourceHasWords() {
        TreeSet<String> codes = new TreeSet<>();
        Repository.files(SERVER, file -> file.toString().endsWith(".java"))
                .forEach(file -> REFUSAL.matcher(Repository.text(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(codes::add));

        assertThat(codes).hasSizeGreaterThan(100);
        assertThat(codes).allSatisfy(code -> {
            assertThat(chinese).containsKey(code);
            assertThat(english).containsKey(code);
        });
    }

    @Test
    void bothLanguagesTellTheSameThings() {
        assertThat(english.stringPropertyNames()).isEqualTo(chinese.stringPropertyNames());
    }

    private static Properties words(String language) {
        Properties words = new Properties();
        try (Reader in = Files.newBufferedReader(SERVER.resolve("resources/messages_" + language + ".properties"))) {
            words.load(in);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return words;
    }
}
