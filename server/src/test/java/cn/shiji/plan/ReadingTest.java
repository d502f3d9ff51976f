package cn.shiji.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.document.Documents;
import cn.shiji.mechanism.WorkLine;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadingTest {

    @Test
    void onlyWhatIsToComeAndStandsInnermostIsACommitment() {
        ReadRows reading = Reading.of(Documents.readText("""
                        青溪镇工作总结和计划

                        一、2025年工作情况
                        （一）夯实基础。一是开办夜学40期。
                        二、2026年工作谋划
                        （一）建强队伍。一是开办夜学48期。二是新建广场2个以上。
                        """), UUID::randomUUID);

        assertThat(reading.nodes().stream().filter(PlanTree.Node::task).map(PlanTree.Node::heading))
                .hasSize(2)
                .allMatch(heading -> !heading.isBlank());
        assertThat(reading.figures().stream().filter(PlanTree.Figure::target).map(PlanTree.Figure::text))
                .containsExactly("48期", "2个");
    }

    @Test
    void aCommitmentWithoutAHeadingIsCalledByItsFirstClause() {
        assertThat(Reading.headingOf("一是持续开展周四夜学，全年48期。", "一是")).isEqualTo("持续开展周四夜学");
        assertThat(Reading.headingOf("二是清理枯死松木500株（牵头单位：林业站）。", "二是")).isEqualTo("清理枯死松木500株");
        assertThat(Reading.headingOf("（2）、管好山林", "（2）")).isEqualTo("管好山林");
        assertThat(Reading.headingOf("很".repeat(60), "")).hasSize(24).endsWith("…");
        assertThat(Reading.headingOf("", "")).isEmpty();
    }

    @Test
    void aHeadingTellsItsWorkLine() {
        assertThat(WorkLines.spokenOf("突出“党建引领”，夯实根基")).contains(WorkLine.PARTY);
        assertThat(WorkLines.spokenOf("抓治理、促转型，在生态建设上精准发力")).contains(WorkLine.ECOLOGY);
        assertThat(WorkLines.spokenOf("目标定位")).isEmpty();
    }

    @Test
    void namesAreAlikeByTheCharactersTheyShare() {
        assertThat(Likeness.of("农业农村办", "农业农村办")).isEqualTo(1);
        assertThat(Likeness.of("镇农业农村办公室", "农业农村办")).isGreaterThan(0.6);
        assertThat(Likeness.of("水利站", "党政办")).isZero();
        assertThat(Likeness.of("", "党政办")).isZero();
        assertThat(Likeness.within("周四夜学", "继续办好周四夜学")).isEqualTo(1);
    }
}
