package cn.shiji.document;

import java.util.List;
import java.util.Random;

/**
 * Invented official documents of any length, for measuring: the shape of a yearly report with its plan, in words of our
 * own. The same seed gives the same text.
 */
final class SampleText {

    private static final List<String> PLACES = List.of("青溪镇", "石桥镇", "柳溪镇", "龙潭乡", "云岫县", "南坪村", "北山片区", "东河口");

    private static final List<String> FIELDS =
            List.of("茶叶", "香菇", "公路", "饮水", "养老", "教育", "医疗", "林业", "水利", "旅游", "电商", "社保", "治安", "环保", "数字乡村", "园区");

    private static final List<String> ACTIONS =
            List.of("新建", "改造", "完成", "实施", "推进", "培育", "引进", "巩固", "提升", "开展", "建成", "争取", "落实", "完善", "打造");

    private static final List<String> OBJECTS = List.of(
            "标准化基地%d亩",
            "通村公路%d.%d公里",
            "项目%d个",
            "示范点%d处",
            "合作社%d家",
            "培训%d人次",
            "投资%d.%d亿元",
            "水渠%d公里",
            "产值%d万元，同比增长%d.%d%%",
            "便民服务站%d个以上",
            "农村户厕%d余座",
            "就业%d人左右",
            "群众满意度不低于%d%%",
            "两个冷库",
            "三条旅游线路",
            "长效机制",
            "工作台账",
            "服务流程");

    private static final List<String> TAILS = List.of(
            "，带动农户增收",
            "，让群众得实惠",
            "，确保年底前完成",
            "，力争6月底前建成",
            "，占全县的三分之一",
            "，居全县第%d位",
            "，比上年提高%d.%d个百分点",
            "，把好事办好",
            "，做到有人管、有人查、有人问",
            "",
            "",
            "");

    private static final List<String> NOTES = List.of(
            "（责任单位：经发办、农业农村办）", "（牵头单位：村建办；配合单位：财政所、各村）", "（县交通运输局牵头，镇政府等按职责分工负责）", "由综治办负责。", "", "", "", "", "", "");

    private static final String NUMERALS = "一二三四五六七八九十";

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private SampleText(long seed) {
        this.random = new Random(seed);
    }

    /** A text of at least so many characters: one document after the other, each of a common length. */
    static String of(int characters, long seed) {
        var sample = new SampleText(seed);
        while (sample.text.length() < characters) {
            sample.document();
        }
        return sample.text.toString();
    }

    private void document() {
        String place = one(PLACES);
        text.append(place).append("2031年工作总结及2032年工作计划\n各位代表：\n");
        chapters("2031年工作回顾");
        chapters("2032年工作安排");
        text.append("附件：任务分解表\n序号\t目标任务\t责任单位\t完成时限\n");
        for (int row = 1; row <= 20; row++) {
            text.append(row)
                    .append('\t')
                    .append(phrase())
                    .append("\t经发办、各村\t")
                    .append(1 + random.nextInt(12))
                    .append("月底前\n");
        }
    }

    private void chapters(String name) {
        for (int chapter = 0; chapter < 3; chapter++) {
            text.append(NUMERALS.charAt(chapter)).append('、').append(name).append('\n');
            for (int area = 0; area < 5; area++) {
                text.append('（')
                        .append(NUMERALS.charAt(area))
                        .append("）抓好")
                        .append(one(FIELDS))
                        .append("。");
                boolean spoken = random.nextBoolean();
                for (int item = 0; item < 5; item++) {
                    text.append(spoken ? NUMERALS.charAt(item) + "是" : "\n" + (item + 1) + "．");
                    for (int sentence = 1 + random.nextInt(3); sentence > 0; sentence--) {
                        text.append(phrase())
                                .append("，")
                                .append(phrase())
                                .append(tail())
                                .append('。');
                    }
                    text.append(one(NOTES));
                }
                text.append('\n');
            }
        }
    }

    private String phrase() {
        return one(ACTIONS) + one(FIELDS) + filled(one(OBJECTS));
    }

    private String tail() {
        return filled(one(TAILS));
    }

    private String filled(String pattern) {
        return pattern.indexOf('%') < 0
                ? pattern
                : pattern.formatted(1 + random.nextInt(400), random.nextInt(10), random.nextInt(10));
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
