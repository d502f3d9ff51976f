package cn.shiji.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.shiji.Repository;
import cn.shiji.document.Documents;
import cn.shiji.document.ReadDocument;
import cn.shiji.document.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The comparison against judgements by hand: national reports, the plan part of one and the review part of a later one.
 *
 * <p>The judgements are offsets into the reports, which are not part of this repository; where they do not lie beside it
 * the test is skipped. What was left open by the judge does not count. The pair of 2023 and 2024 was judged by somebody
 * else and kept from whoever weighed the words; it tells how the comparison does on reports it was not made for.
 */
class JudgedPairsTest {

    @ParameterizedTest
    @CsvSource({
        "2022-2023, national_2022_政府工作报告.txt, national_2023_政府工作报告.txt, 0.94",
        "2023-2024, national_2023_政府工作报告.txt, national_2024_政府工作报告.txt, 0.85",
        "2024-2026, national_2024_政府工作报告.txt, national_2026_政府工作报告_sentence_rebuilt.txt, 0.82"
    })
    void whatIsToldIsFound(String judged, String plan, String report, double leastF1) throws IOException {
        assumeTrue(reports() != null, "no folder shared/data beside the checkout");
        Compared compared = Comparison.of(read(plan), read(report));
        int right = 0;
        int wronglyTold = 0;
        int missed = 0;
        int located = 0;
        int uncovered = 0;
        int all = 0;
        for (JsonNode judgement : judgements(judged)) {
            if (judgement.path("unsure").asBoolean()) {
                continue;
            }
            all++;
            Span span = new Span(
                    judgement.path("start").asInt(), judgement.path("end").asInt());
            Pair pair = compared.pairs().stream()
                    .max(Comparator.comparingInt(each -> width(each.commitment().span(), span)))
                    .orElseThrow();
            boolean covered = 2 * width(pair.commitment().span(), span) >= span.length();
            boolean told = covered && pair.verdict() != Verdict.NOT_TOLD;
            boolean isTold = !judgement.path("status").asString().equals("not_told");
            uncovered += covered ? 0 : 1;
            right += told && isTold ? 1 : 0;
            wronglyTold += told && !isTold ? 1 : 0;
            missed += isTold && !told ? 1 : 0;
            if (told && isTold) {
                located += judgement
                                .path("report")
                                .valueStream()
                                .anyMatch(where -> pair.report().stream()
                                        .anyMatch(found -> found.overlaps(new Span(
                                                where.get(0).asInt(),
                                                where.get(1).asInt()))))
                        ? 1
                        : 0;
            }
        }
        assertThat(2.0 * right / (2 * right + wronglyTold + missed))
                .as("F1 of told in %s: %d right, %d wrongly told, %d missed", judged, right, wronglyTold, missed)
                .isGreaterThanOrEqualTo(leastF1);
        assertThat((double) located / right).as("told by the right statement").isGreaterThan(0.88);
        assertThat((double) uncovered / all).as("not covered by a commitment").isLessThan(0.1);
    }

    private static int width(Span one, Span other) {
        return Math.max(0, Math.min(one.end(), other.end()) - Math.max(one.start(), other.start()));
    }

    private static ReadDocument read(String name) throws IOException {
        return Documents.read(
                name, Files.readAllBytes(Objects.requireNonNull(reports()).resolve(name)));
    }

    /** The folder of real reports that may stand beside the checkout, or null where there is none. */
    private static @Nullable Path reports() {
        Path at = Repository.ROOT.toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared/data/reports/national"))) {
            at = at.getParent();
        }
        return at == null ? null : at.resolve("shared/data/reports/national");
    }

    private static JsonNode judgements(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(JudgedPairsTest.class.getResourceAsStream("/judged/" + name + ".json"))) {
            return JsonMapper.shared().readTree(in).path("pairs");
        }
    }
}
