package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import cn.shiji.access.SecurityRule;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every verb of the trail has words. */
class AuditWordsTest {

    private static final Path MESSAGES = Repository.ROOT.resolve("server/src/main/resources/messages_zh.properties");

    /** A call that adds to the trail, with all its arguments as far as the end of the statement. */
    private static final Pattern CALL =
            Pattern.compile("(?:\\baudit|AuditEntry\\.of|AuditEntry\\.ofNobody|auditRefused|changing)\\(([^;]*);");

    private static final Pattern VERB = Pattern.compile("\"([a-z]+\\.[a-z]+(?:-[a-z]+)*)\"");

    @Test
    void everyVerbUsedInTheCodeHasWords() {
        Set<String> used = new TreeSet<>();
        Repository.files(
                        Repository.ROOT.resolve("server/src/main/java"),
                        path -> path.toString().endsWith(".java"))
                .forEach(file -> CALL.matcher(Repository.text(file))
                        .results()
                        .forEach(call -> VERB.matcher(call.group(1))
                                .results()
                                .map((MatchResult verb) -> verb.group(1))
                                .forEach(used::add)));
        assertThat(used).contains("plan.publish", "record.correct", "audit.verify", "report.freeze");
        // A problem's code looks like a verb and may stand in the same statement.
        used.removeIf(verb -> Repository.text(MESSAGES).contains("\n" + verb + "="));
        assertThat(AuditWords.verbs()).containsAll(used);
        assertThat(AuditWords.verbs()).containsAll(steps());
    }

    @Test
    void everyFieldNamedInTheCodeHasWords() {
        Set<String> used = new TreeSet<>();
        Pattern field = Pattern.compile("\\.(?:change|changePersonal|with)\\(\\s*\"([a-z-]+)\"");
        Repository.files(
                        Repository.ROOT.resolve("server/src/main/java"),
                        path -> path.toString().endsWith(".java")
                                && Repository.text(path).contains("AuditEntry"))
                .forEach(file -> field.matcher(Repository.text(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(used::add));
        assertThat(used).contains("reason", "rows", "cadre");
        String messages = Repository.text(MESSAGES);
        assertThat(used).allSatisfy(name -> assertThat(messages).contains("\naudit.field." + name + "="));
    }

    @Test
    void everySecurityRuleHasWords() {
        String messages = Repository.text(MESSAGES);
        assertThat(SecurityRule.values())
                .allSatisfy(rule -> assertThat(messages).contains("\naccess.rule." + rule.word() + "="));
    }

    /** What an editor of plans may do, each a verb of its own. */
    private static Set<String> steps() {
        Set<String> steps = new TreeSet<>();
        Pattern.compile("\nplan\\.edit\\.([a-z-]+)=")
                .matcher(Repository.text(MESSAGES))
                .results()
                .map(step -> "plan." + step.group(1))
                .filter(step -> !Set.of("plan.detail", "plan.and", "plan.undone", "plan.redone")
                        .contains(step))
                .forEach(steps::add);
        return steps;
    }
}
