package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the words around a quantity say about it: how it bounds, whether it measures growth, what it is for, and what is
 * counted.
 *
 * <p>Only the clause is looked at: back to the last comma or to the quantity before, and a few characters on.
 *
 * @param before the words of the clause in front of the quantity
 * @param after the words behind it, as far as the sentence goes, at most {@link #FAR}
 * @param sentence the sentence up to the quantity
 */
record Wording(String before, String after, String sentence) {

    private static final int FAR = 16;
    private static final int LONGEST_CLAUSE = 40;
    private static final int LONGEST_SENTENCE = 240;

    private static final String COMMAS = "，,。；;：:！!？?、（）()";

    private static final Pattern ABOUT_AFTER = Pattern.compile("^(?:左右|上下|前后)");
    private static final Pattern AT_LEAST_AFTER = Pattern.compile("^(?:（含）|\\(含\\))?(?:及|和|或)?(?:以上|之多|开外)");
    private static final Pattern AT_MOST_AFTER = Pattern.compile("^(?:（含）|\\(含\\))?(?:及|和|或)?(?:以下|以内|之内)");

    private static final Pattern AT_MOST_BEFORE = Pattern.compile(
            "(?:不超过|不高于|不大于|不多于|最高(?:可?达|为)?|不足|(?<!不)低于|(?<!不)少于|(?<!不)小于|不到|至多|最多|未超过|控制在)(?:了|到|至|为)?$");
    private static final Pattern AT_LEAST_BEFORE = Pattern.compile(
            "(?:不低于|不少于|不小于|至少|超过|超|突破|冲破|破|逾|(?<!不)大于|(?<!不)多于|迈上|跃上|站上|跨上|跨越|迈过|跨过|越过|最低|不止|达过|双过|首过)(?:了|到|出)?$");
    private static final Pattern ABOUT_BEFORE = Pattern.compile("(?:(?<![签节集违合履公条特大制预民])约|近|大约|将近|接近|大概)(?:为|占|达)?$");
    private static final Pattern AT_MOST_FAR = Pattern.compile("(?:不超过|不高于|最高)[^\\d，。；]{1,8}$");
    private static final Pattern AT_LEAST_FAR = Pattern.compile("(?:不低于|不少于|(?<!不)超过|突破)[^\\d，。；]{1,8}$");

    private static final String FILL = "(?:了|近|约|超过|超|逾|突破|不低于|不少于|不超过|控制在|大约|将近|达|幅度|\\s){0,2}$";
    private static final Pattern GROWTH_NAMED = Pattern.compile("(?:增长率|增速|增幅|涨幅|升幅)[^，。；]{0,6}$");
    private static final Pattern FALL_NAMED = Pattern.compile("(?:降幅|跌幅|下降率)[^，。；]{0,6}$");
    private static final Pattern GROWTH_AIM = Pattern.compile("增长(?:的)?(?:预期)?(?:目标)?(?:值|拟)?(?:为|是|按)?$");
    private static final Pattern GROWS =
            Pattern.compile("(?:增长|增加|提高|提升|上升|上涨|增收|增产|增值|回升|升高|上调|扩大|净增|多增|增(?<!新增)|(?<!晋|跃|攀)升|涨|高出|加快|拓展)" + FILL);
    private static final Pattern FALLS =
            Pattern.compile("(?:下降|减少|降低|缩减|压减|回落|下滑|缩短|压缩|收窄|下调|削减|精简|减亏|降本|降|减(?<!增减)|跌|少(?<!不少|至少|减少))" + FILL);

    private static final Pattern SAME_AS_BEFORE = Pattern.compile("^(?:左右|以上|以下|以内)?[、和及与,，]?(?:和|及|与)?$");

    private static final Pattern GRANTS = Pattern.compile("奖补|补助|贴息|奖励|补贴|资助|奖金|扶持资金|减按");
    private static final Pattern GRANTED = Pattern.compile("给予|按|最高|不超过|一次性|可享受|予以");
    private static final Pattern THRESHOLD_AFTER = Pattern.compile("^(?:（含）)?(?:及|和)?(?:以上|以下|以内)?的(?!$|[，。；、])");
    private static final Pattern SIZE_AFTER = Pattern.compile("^(?:（含）)?(?:及|和)?以上(?:\\p{IsHan}|的)(?<!以上[，。；])");
    private static final Pattern FROM_BEFORE = Pattern.compile("(?:由|从)[^，。；]{0,18}$");
    private static final Pattern TO_AFTER = Pattern.compile(
            "^[^，。；]{0,2}[，,]?(?:增加|提高|上升|增长|下降|降低|减少|扩大|缩短|提升|压减|压缩|增|升|降|减|扩|缩|攀升|跃升|发展|拓展)(?:到|至|为)");
    private static final Pattern COMPARED =
            Pattern.compile("(?:高于|低于|快于|高出|超出|好于|领先|比(?:全国|全省|全市|全区|全县)[^，。；]{0,8})[^，。；]{0,12}$");
    private static final Pattern OTHERS = Pattern.compile("近邻|周边|兄弟(?:县|市|区|乡镇)|先进地区|全省有|全国有|先行地区");

    private static final Pattern DONE = Pattern.compile("去年|(?<![比较])上年|截至|目前|已(?!经济)|一年来|五年来|过去|以来");
    private static final Pattern AIMED = Pattern.compile("力争|争取|确保|明年|到20[2-9]\\d年|下一步|下步|将(?!近|军)|目标");

    static Wording around(String text, Stretch sentence, Quantity quantity, int previousEnd) {
        int from = Math.max(sentence.from(), Math.max(previousEnd, quantity.from() - LONGEST_CLAUSE));
        int clause = quantity.from();
        while (clause > from && COMMAS.indexOf(text.charAt(clause - 1)) < 0) {
            clause--;
        }
        return new Wording(
                text.substring(clause, quantity.from()),
                text.substring(quantity.to(), Math.min(sentence.to(), quantity.to() + FAR)),
                text.substring(Math.max(sentence.from(), quantity.from() - LONGEST_SENTENCE), quantity.from()));
    }

    Relation relation(Quantity quantity) {
        if (ABOUT_AFTER.matcher(after).find()) {
            return Relation.ABOUT;
        }
        if (quantity.rank()) {
            return before.endsWith("前") ? Relation.AT_MOST : Relation.EXACTLY;
        }
        if (quantity.low() != null) {
            return Relation.RANGE;
        }
        if (AT_MOST_AFTER.matcher(after).find()) {
            return Relation.AT_MOST;
        }
        if (AT_LEAST_AFTER.matcher(after).find() || quantity.more()) {
            return Relation.AT_LEAST;
        }
        if (AT_MOST_BEFORE.matcher(before).find()) {
            return Relation.AT_MOST;
        }
        if (AT_LEAST_BEFORE.matcher(before).find() || quantity.bare() && before.endsWith("过")) {
            return Relation.AT_LEAST;
        }
        if (ABOUT_BEFORE.matcher(before).find()) {
            return Relation.ABOUT;
        }
        if (AT_MOST_FAR.matcher(before).find()) {
            return Relation.AT_MOST;
        }
        boolean points = quantity.unit().equals("百分点");
        return !points && AT_LEAST_FAR.matcher(before).find() ? Relation.AT_LEAST : Relation.EXACTLY;
    }

    Change change(Quantity quantity) {
        if (quantity.rank() || COMPARED.matcher(before).find() && !before.endsWith("增长")) {
            return Change.NONE;
        }
        if (FALL_NAMED.matcher(before).find()) {
            return Change.DOWN;
        }
        if (GROWTH_NAMED.matcher(before).find()
                || GROWTH_AIM.matcher(before).find()
                || GROWS.matcher(before).find()) {
            return Change.UP;
        }
        return FALLS.matcher(before).find() ? Change.DOWN : Change.NONE;
    }

    FigureRole role(Quantity quantity, Relation relation, Tense tense) {
        if (isReference(quantity, relation, tense)) {
            return FigureRole.REFERENCE;
        }
        return switch (tense) {
            case PAST ->
                AIMED.matcher(sentence).find() && sentence.contains("力争") ? FigureRole.TARGET : FigureRole.RESULT;
            case FUTURE -> DONE.matcher(clauseAndBefore()).find() ? FigureRole.RESULT : FigureRole.TARGET;
            case PRESENT -> AIMED.matcher(sentence).find() ? FigureRole.TARGET : FigureRole.RESULT;
        };
    }

    private boolean isReference(Quantity quantity, Relation relation, Tense tense) {
        if (quantity.unit().equals("分")) {
            return true;
        }
        boolean money = quantity.unit().endsWith("元");
        boolean bounded = relation == Relation.AT_LEAST || relation == Relation.AT_MOST;
        if (bounded && !quantity.more() && THRESHOLD_AFTER.matcher(after).find() && !after.startsWith("的比例")) {
            return true;
        }
        if (money && SIZE_AFTER.matcher(after).find()) {
            return true;
        }
        if (FROM_BEFORE.matcher(before).find() && TO_AFTER.matcher(after).find()) {
            return true;
        }
        if (COMPARED.matcher(before).find()) {
            return true;
        }
        if (tense != Tense.PAST
                && (money || quantity.unit().equals("%"))
                && GRANTS.matcher(sentence + after).find()
                && GRANTED.matcher(sentence).find()) {
            return true;
        }
        return tense == Tense.PRESENT && OTHERS.matcher(sentence).find();
    }

    private String clauseAndBefore() {
        return sentence.substring(Math.max(0, sentence.length() - LONGEST_CLAUSE));
    }

    /** Whether only a connector parts this quantity from the one before: 分别增长4.4%、5.6%. */
    static boolean continues(String text, @Nullable Quantity previous, Quantity quantity) {
        return previous != null
                && quantity.from() - previous.to() <= 4
                && previous.unit().equals(quantity.unit())
                && SAME_AS_BEFORE
                        .matcher(text.substring(previous.to(), quantity.from()))
                        .matches();
    }

    /** The words that say what is counted: those right behind a counter, else those in front of the number. */
    String counted(Quantity quantity) {
        String behind = firstWords(after);
        boolean counter = !quantity.unit().isEmpty()
                && !quantity.unit().equals("%")
                && !quantity.unit().endsWith("元");
        if (counter && behind.length() >= 2 && !behind.startsWith("以") && !behind.startsWith("左右")) {
            return behind;
        }
        return lastWords(before);
    }

    private static String firstWords(String words) {
        int i = 0;
        while (i < words.length() && (Character.isLetter(words.charAt(i)) || "“”".indexOf(words.charAt(i)) >= 0)) {
            i++;
        }
        return words.substring(0, i);
    }

    private static final Pattern LEADING = Pattern.compile(
            "^(?:其中|同时|目前|全年|今年|力争|确保|实现|完成|共|累计|达到|新建|新增|培育|打造|引进|建成|组织|开展|推动|和|及|与|并|先后|截至|年底前?|年末|年|月底前?|月[上中下]旬前?|月|日前?|前|[\\d*×Xx]+)+");
    private static final Pattern TRAILING = Pattern.compile(
            "(?:达到|达|为|是|实现|完成|增长|增加|提高|下降|减少|降低|超过|超|突破|破|(?<!民)约|近|到|至|了|共|有|分别|不低于|不少于|至少|均|不超过|控制在|稳定在|保持在|[\\d*×Xx]+|“|”|\\s)+$");

    private static String lastWords(String words) {
        String trimmed = TRAILING.matcher(words).replaceFirst("");
        trimmed = LEADING.matcher(trimmed).replaceFirst("");
        return trimmed.length() > 24 ? trimmed.substring(trimmed.length() - 24) : trimmed;
    }
}
