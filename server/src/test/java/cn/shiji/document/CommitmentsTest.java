package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which sentences of running text become commitments. */
class CommitmentsTest {

    @Test
    void sentencesThatStateAnActionAreCommitments() {
        assertThat(commitments("新建茶园300亩。引进茶企2家。完善产业链条，提升加工能力。"))
                .containsExactly("新建茶园300亩。", "引进茶企2家。", "完善产业链条，提升加工能力。");
    }

    @Test
    void aStanceAloneAndASayingPromiseNothing() {
        assertThat(commitments("坚持把绿色作为发展的首要任务。新建茶园300亩。引进茶企2家。")).containsExactly("新建茶园300亩。", "引进茶企2家。");
        assertThat(commitments("治水之要，贵在坚持。百年大计，教育为本。新建茶园300亩。引进茶企2家。")).containsExactly("新建茶园300亩。", "引进茶企2家。");
    }

    @Test
    void whatSomethingIsOrIsForPromisesNothing() {
        assertThat(commitments("茶园服务站作为基层站点，是指由镇村设立的便民场所。新建站点3处。培训站员40人。")).containsExactly("新建站点3处。", "培训站员40人。");
    }

    @Test
    void whatHandsADocumentOnIsNoCommitment() {
        String letter = "柳溪镇关于印发茶业方案的通知\n各村民委员会：\n现将《茶业方案》印发给你们，请认真贯彻执行。\n柳溪镇人民政府\n2032年1月5日\n";
        assertThat(texts(Documents.readText(letter))).isEmpty();
    }

    @Test
    void aTargetDatedByItsYearIsOne() {
        assertThat(commitments("2033年，茶园全面提质。2034年，茶旅融合加快。")).containsExactly("2033年，茶园全面提质。", "2034年，茶旅融合加快。");
    }

    @Test
    void targetsToldBeforeTheFirstDivisionAreCommitments() {
        ReadDocument read = Documents.readText(
                "柳溪镇2032年工作计划\n2032年主要预期目标是：茶业产值增长8%，农民收入增长7%。\n（一）抓产业。新建茶园300亩。引进茶企2家。\n（二）抓民生。修路4公里。架桥两座。");
        assertThat(texts(read)).startsWith("2032年主要预期目标是：茶业产值增长8%，农民收入增长7%。");
    }

    @Test
    void anArticleBrokenByALineIsOneCommitment() {
        ReadDocument read = Documents.readText(
                "柳溪镇扶持茶业若干措施\n一、政策支持\n第 1 条 设立总额不低于100万元的茶业发展引导 资金，列入年度预算。\n设立总额不低于50万元的旅游引导资金，列入年度预算。");
        assertThat(texts(read)).contains("设立总额不低于100万元的茶业发展引导 资金，列入年度预算。");
    }

    private static List<String> commitments(String body) {
        return texts(Documents.readText("柳溪镇2032年工作计划\n一、重点工作\n（一）兴茶业\n" + body));
    }

    private static List<String> texts(ReadDocument read) {
        return read.allNodes().stream()
                .filter(node -> node.level() == Level.COMMITMENT)
                .map(Node::text)
                .toList();
    }
}
