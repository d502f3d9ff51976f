package cn.shiji.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.Documents;
import cn.shiji.document.ReadDocument;
import cn.shiji.document.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of any two documents: made-up ones, cut and shuffled at random. */
class AnyDocumentsTest {

    private static final List<String> PIECES = List.of(
            "新建改造农村公路12公里",
            "改造茶园道路8公里以上",
            "培训护林员300人次",
            "举办音乐节2场",
            "完成投资3.5亿元",
            "失业率控制在5%以内",
            "深化国企改革",
            "提升养老服务水平",
            "（",
            "”",
            "“十四五",
            "，",
            "。",
            "；",
            "\n",
            "一、工作回顾\n",
            "二、2026年工作打算\n",
            "（一）",
            "一是",
            "——",
            "𠮷水村",
            "**个",
            "1",
            "亩",
            "  ",
            "\u3000",
            "加快推进",
            "取得明显成效",
            "3—5个",
            "同比增长8%");

    @RepeatedTest(60)
    void spansAreInsideTheirTextsAndTheSameDocumentsGiveTheSameAnswer(RepetitionInfo turn) {
        var random = new Random(turn.getCurrentRepetition());
        ReadDocument plan = Documents.readText(any(random));
        ReadDocument report = Documents.readText(any(random));
        Compared compared = Comparison.of(plan, report);

        assertThat(Comparison.of(plan, report)).isEqualTo(compared);
        int planLength = plan.text().codePointCount(0, plan.text().length());
        int reportLength = report.text().codePointCount(0, report.text().length());
        List<Span> results = compared.results().stream().map(Statement::span).toList();
        int last = 0;
        for (Pair pair : compared.pairs()) {
            Span span = pair.commitment().span();
            assertThat(span.start()).isGreaterThanOrEqualTo(last);
            assertThat(span.end()).isBetween(span.start() + 1, planLength);
            assertThat(pair.sure()).isBetween(0.0, 1.0);
            assertThat(pair.why()).isNotEmpty();
            assertThat(results).containsAll(pair.report()).containsAll(pair.nearest());
            assertThat(pair.report().isEmpty()).isEqualTo(pair.verdict() == Verdict.NOT_TOLD);
            last = span.end();
        }
        assertThat(results).containsAll(compared.unplanned());
        assertThat(results).allSatisfy(span -> assertThat(span.end()).isLessThanOrEqualTo(reportLength));
    }

    @RepeatedTest(20)
    void theOrderOfTheReportChangesNoVerdict(RepetitionInfo turn) {
        var random = new Random(turn.getCurrentRepetition());
        ReadDocument plan = Documents.readText("某镇2025年工作计划\n\n一、重点任务\n" + sentences(random, 12, "加快"));
        List<String> said = new ArrayList<>(List.of(sentences(random, 12, "完成了").split("\n")));
        List<Verdict> before = verdicts(plan, said);
        Collections.shuffle(said, random);
        assertThat(verdicts(plan, said)).isEqualTo(before);
    }

    private static List<Verdict> verdicts(ReadDocument plan, List<String> said) {
        ReadDocument report = Documents.readText("某镇2025年工作总结\n\n一、工作回顾\n" + String.join("\n", said) + "\n");
        return Comparison.of(plan, report).pairs().stream().map(Pair::verdict).toList();
    }

    private static String sentences(Random random, int count, String verb) {
        List<String> things = List.of("茶园道路改造", "水库除险加固", "护林员培训", "养老服务站建设", "毛竹林改造", "河道清理", "文化广场修缮", "农贸市场搬迁");
        return random.ints(count, 0, things.size())
                .mapToObj(i -> verb + things.get(i) + (random.nextBoolean() ? "，惠及群众" + (i + 2) + "千人。" : "。"))
                .distinct()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String any(Random random) {
        return random.ints(random.nextInt(1, 80), 0, PIECES.size())
                .mapToObj(PIECES::get)
                .collect(Collectors.joining());
    }
}
