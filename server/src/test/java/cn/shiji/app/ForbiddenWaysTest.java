package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Ways that lead to holes are not gone anywhere in the sources; the page on security leans on that. */
class ForbiddenWaysTest {

    private static final Path SERVER = Repository.ROOT.resolve("server/src/main/java");
    private static final Path WEB = Repository.ROOT.resolve("web/src");

    @Test
    void textIsNeverMadeAPageOrAScriptOfThePage() {
        assertThat(
                        having(
                                WEB,
                                "v-html|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function\\(|srcdoc"))
                .isEmpty();
    }

    @Test
    void noPageHandsMessagesToOtherWindowsOrTouchesPrototypes() {
        assertThat(having(WEB, "postMessage\\(|__proto__|setPrototypeOf|Object\\.assign\\(Object"))
                .isEmpty();
    }

    @Test
    void fieldsOfPasswordsLetPasteAndKeepersDoTheirWork() {
        assertThat(having(WEB, "@paste\\.prevent|onpaste|autocomplete=\"off\"[^>]*type=\"password\""))
                .isEmpty();
        assertThat(having(WEB, "type=\"password\"(?![^>]*autocomplete)(?<!autocomplete=\"[^>]{0,200})"))
                .isEmpty();
    }

    @Test
    void requestsGoOutToTheIdentityProviderAlone() {
        assertThat(
                        having(
                                SERVER,
                                "java\\.net\\.http|\\bRestClient\\b|\\bRestTemplate\\b|\\bWebClient\\b|URLConnection|openConnection\\(|toURL\\(\\)"))
                .isEmpty();
        assertThat(having(SERVER, "ClientRegistrations|OidcUserService|DefaultOAuth2UserService|JwtDecoder"))
                .containsOnly("Provider.java");
    }

    @Test
    void noSecretComesFromAGeneratorThatCanBeForetold() {
        assertThat(having(SERVER, "new Random\\(|Math\\.random|ThreadLocalRandom|SplittableRandom"))
                .as("what is made up to show and to measure by is no secret")
                .allMatch(name -> name.matches("(SampleText|CompareBench|Chance|Demo[A-Za-z]+)\\.java"));
    }

    @Test
    void nothingIsReadBackIntoObjectsOfAnyKind() {
        assertThat(having(
                        SERVER,
                        "ObjectInputStream|XMLDecoder|enableDefaultTyping|activateDefaultTyping|SpelExpression|"
                                + "ScriptEngine|InitialContext"))
                .isEmpty();
    }

    @Test
    void noOtherProgramIsStartedButTheDatabase() {
        assertThat(having(SERVER, "ProcessBuilder|Runtime\\.getRuntime\\(\\)\\.exec"))
                .allSatisfy(name -> assertThat(name).startsWith("Postgres"));
    }

    private static List<String> having(Path folder, String pattern) {
        Pattern way = Pattern.compile(pattern);
        return Repository.files(
                        folder,
                        file -> file.toString().matches(".+\\.(java|vue|ts)")
                                && !file.toString().endsWith(".test.ts")
                                && way.matcher(Repository.text(file)).find())
                .stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }
}
