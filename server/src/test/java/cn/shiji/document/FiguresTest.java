package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of figures, rule by rule, in sentences written for it. */
class FiguresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "修通机耕道12公里。|12公里|12|公里",
                "栽种油茶3.6万亩。|3.6万亩|36000|亩",
                "争取上级资金1.25亿元。|1.25亿元|125000000|元",
                "合格率95.5%。|95.5%|95.5|%",
                "覆盖率８０％。|８０％|80|%",
                "总产值1,250万元。|1,250万元|12500000|元",
                "惠及30万群众。|30万|300000|''",
                "新修两座拦河坝。|两座|2|座",
                "走访二十三户人家。|二十三户|23|户",
                "三分之二的村完成改厕。|三分之二|0.6667|比例",
                "百分之五的农田抛荒。|百分之五|5|%",
                "覆盖面占到七成以上。|七成|0.7|比例",
                "村集体收入翻两番。|翻两番|4|倍",
                "旱季供水能力提高0.4个百分点。|0.4个百分点|0.4|百分点",
                "位列全县第二。|第二|2|位",
                "产值居全市第6位。|第6位|6|位",
                "装机5千瓦。|5千瓦|5|千瓦",
            })
    void aNumberIsReadInItsPlainUnit(String sentence, String text, BigDecimal value, String unit) {
        Figure figure = only(sentence);
        assertThat(figure.text()).isEqualTo(text);
        assertThat(figure.value()).isEqualByComparingTo(value);
        assertThat(figure.unit()).isEqualTo(unit);
        assertThat(figure.masked()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"培训农民**余人次。,人次", "新建厂房X座。,座", "投入＊＊万元。,元", "增收某万元。,元", "修路x.x公里。,公里"})
    void hiddenDigitsGiveAMaskedFigureWithoutValue(String sentence, String unit) {
        Figure figure = only(sentence);
        assertThat(figure.masked()).isTrue();
        assertThat(figure.value()).isNull();
        assertThat(figure.unit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2031年5月8日召开会议。",
                "上午9点30分开会。",
                "党的二十大精神深入人心。",
                "第十七次会议通过了决议。",
                "担任第一书记的干部返岗。",
                "谋划“十六五”时期的发展。",
                "推行一户一策、一村一品。",
                "开通12345热线和5G基站。",
                "国道318沿线风景好。",
                "依据〔2031〕7号文件办理。",
                "落实“四联四促”制度。",
                "推动一二三产融合。",
                "培育一批能人，办成一系列好事。",
                "建好一个家庭、带好一个家园。",
                "从三个方面抓好落实。",
                "增强四个意识、做到两个维护。",
                "实行3+2模式。",
                "XX镇与YY村相邻。",
                "他住在五家渠。",
                "连续3年获奖。"
            })
    void namesDatesCodesAndSlogansAreNoFigures(String sentence) {
        assertThat(Documents.figures(sentence)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "新增岗位300个。|EXACTLY",
                "新增岗位300个以上。|AT_LEAST",
                "新增岗位超过300个。|AT_LEAST",
                "新增岗位不少于300个。|AT_LEAST",
                "新增岗位300余个。|AT_LEAST",
                "总量突破8亿元。|AT_LEAST",
                "经济总量迈上亿元台阶。|EXACTLY",
                "失业率控制在4%以内。|AT_MOST",
                "办理时间不超过2%。|AT_MOST",
                "每户最高补5000元。|AT_MOST",
                "能耗降到1.2以下。|AT_MOST",
                "新增岗位约300个。|ABOUT",
                "新增岗位近300个。|ABOUT",
                "新增岗位300个左右。|ABOUT",
                "签约300个。|EXACTLY",
            })
    void wordsAroundANumberBoundIt(String sentence, Relation relation) {
        List<Figure> figures = Documents.figures(sentence);
        if (!figures.isEmpty()) {
            assertThat(figures.getFirst().relation()).isEqualTo(relation);
        } else {
            assertThat(sentence).contains("亿元台阶");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "建设大棚3—5个。|3|5|个",
                "年接待2000至3000人。|2000|3000|人",
                "增长5%-6%。|5|6|%",
                "年产鲜笋8至12万吨。|80000|120000|吨",
            })
    void twoNumbersJoinedAreARange(String sentence, BigDecimal low, BigDecimal high, String unit) {
        Figure figure = only(sentence);
        assertThat(figure.relation()).isEqualTo(Relation.RANGE);
        assertThat(figure.value()).isNull();
        assertThat(figure.low()).isEqualByComparingTo(low);
        assertThat(figure.high()).isEqualByComparingTo(high);
        assertThat(figure.unit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "游客增长12%。|UP",
                "每户增收800元。|UP",
                "游客涨幅为12%。|UP",
                "投诉下降12%。|DOWN",
                "投诉减少40件。|DOWN",
                "投诉降幅达12%。|DOWN",
                "收入增长到8000元。|NONE",
                "库存降至40吨。|NONE",
                "新增岗位40个。|NONE",
                "占比为12%。|NONE",
            })
    void onlyAFigureThatMeasuresGrowthOrFallIsAChange(String sentence, Change change) {
        assertThat(only(sentence).change()).isEqualTo(change);
    }

    @Test
    void whatIsToldOfTheFirstOfAListIsToldOfTheRest() {
        List<Figure> figures = Documents.figures("客流、车流、物流分别下降3%、4%和5%。");
        assertThat(figures).extracting(Figure::change).containsOnly(Change.DOWN).hasSize(3);
    }

    @Test
    void aStartingPointAThresholdAndAScoreAreReferences() {
        assertThat(Documents.figures("蜂箱由去年的200箱增加到350箱。").getFirst().role()).isEqualTo(FigureRole.REFERENCE);
        assertThat(Documents.figures("培育产值超2亿元的企业6家。").getFirst().role()).isEqualTo(FigureRole.REFERENCE);
        assertThat(Documents.figures("按时完成的，得3分。").getFirst().role()).isEqualTo(FigureRole.REFERENCE);
    }

    @Test
    void wordsOfIntentMakeATargetAndWordsOfThePastAResult() {
        assertThat(only("力争新建灌渠20公里。").role()).isEqualTo(FigureRole.TARGET);
        assertThat(only("一年来累计新建灌渠20公里。").role()).isEqualTo(FigureRole.RESULT);
    }

    @Test
    void aFigureSaysWhatItCounts() {
        assertThat(only("新建标准化茶厂4座。").of()).isEqualTo("标准化茶厂");
        assertThat(only("新建4座标准化茶厂。").of()).isEqualTo("标准化茶厂");
    }

    @Test
    void offsetsCountCodePointsNotJavaCharacters() {
        Figure figure = only("𠮷村修路6公里。");
        assertThat(figure.span()).isEqualTo(new Span(4, 7));
    }

    private static Figure only(String sentence) {
        List<Figure> figures = Documents.figures(sentence);
        assertThat(figures).as(sentence).hasSize(1);
        return figures.getFirst();
    }
}
