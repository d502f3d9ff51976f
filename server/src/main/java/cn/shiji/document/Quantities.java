package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the quantities of one sentence, from left to right, each character looked at once.
 *
 * <p>The rules are tried in the order of {@link #quantityAt}: ranks and other ordinals, fractions, doublings, ranges, and
 * at last the plain number with its unit. Numbers that are part of a name, a code, a date or a slogan are passed over.
 */
final class Quantities {

    /** Words that make "一个" mean one real thing and not "a". */
    private static final Pattern MAKES_ONE = Pattern.compile(
            ".*(?:争创|创建|创成|建成|建设|新建|打造|培育|引进|新增|增设|完成|落地|举办|开展|召开|实施|修建|改造|组建|建立|设立|布局|入选|获评|储备|签约|发展|至少|不少于|每个?村|每年|再建|力争|成功)");

    /** What is counted when a text counts its own parts or a slogan's. */
    private static final Pattern RHETORIC = Pattern.compile(
            "(?:方面|问题|规定|闸门|积极性|历史|特别行政区|环节|层面|维度|阶段|原则|结合|统一|关键|意识|自信|维护|确立|全面|文明|代表|务必|坚持|着力|转变|务实|好|不|一|百年|指数|“|\"|字|必须|毫不|离不开|自我|力量|大局|更|到位|重要|有利|相|优先|先行|"
                    + "领域|步骤|梯队|重大|故事|时代|世界|决不|凡是|善于|主动|革命|循环|振兴|服从|敬畏|绝不|市场|轮子|轮驱|战略|定位|主战场|千|人).*");

    /** Words that say a bare multiplier (亿元) is a threshold somebody passed. */
    private static final Pattern PASSES = Pattern.compile(".*(?:超|破|过|突破|达|达到|逾|近|首次实现)");

    /** Words that say an ordinal is somebody's place among others. */
    private static final Pattern PLACES = Pattern.compile(
            ".*(?:居|列|排名|排在|位|名列|全市|全省|全国|全县|全区|全州|世界|全球|亚洲|西部|中部|东部|保持|蝉联|夺得|获得?|总量|增速|均为|省内|市内|县内|国内).{0,6}");

    private static final Pattern HALF_PASSED = Pattern.compile(".*(?:超|过|达|近|占|逾|到|约|的|全球|全国|全省|全市)");

    private static final Pattern TENTHS = Pattern.compile(".*(?:占|达|达到|超|超过|过|近|降|约|到|逾|提高|增长|增加|的|有|比例|前|了)");

    private static final Pattern SHORTENED = Pattern.compile(".*(?:缩短|压缩|压减|减少|缩减|降低|提速|节约|节省)(?:了|至|到|为)?");

    private static final Set<String> DURATIONS = Set.of("小时", "分钟", "天", "个工作日", "工作日", "个小时", "个月");

    /** Places and names that begin like a count. */
    private static final Set<String> NAMES = Set.of(
            "五家渠", "七台河", "三台县", "六盘水", "三件套", "百家争", "四个一", "万家灯", "千家万", "百家讲", "一件事", "一张网", "一张图", "一盘棋", "一本账",
            "一条龙", "一把手", "一次性", "一次办", "一次了", "一条心", "百米", "三条保障", "一类事", "一张表", "一个口", "一个声", "一项一");

    private final String text;
    private final int from;
    private final int end;
    private final List<Quantity> found = new ArrayList<>();

    private Quantities(String text, int from, int end) {
        this.text = text;
        this.from = from;
        this.end = end;
    }

    static List<Quantity> in(String text, Stretch sentence) {
        var scan = new Quantities(text, sentence.from(), sentence.to());
        scan.run();
        return scan.found;
    }

    private void run() {
        int i = from;
        while (i < end) {
            char c = text.charAt(i);
            int quoted = nameEnd(i);
            if (quoted > i) {
                i = quoted;
            } else if (c == '第') {
                i = Math.max(i + 1, ordinal(i));
            } else if (mayBegin(c)) {
                i = Math.max(i + 1, quantityAt(i));
            } else {
                i++;
            }
        }
    }

    private static boolean mayBegin(char c) {
        return Numeral.isDigit(c) || Numeral.isMask(c) || Numeral.isChinese(c) || c == '某' || c == '翻';
    }

    /** Takes what begins at {@code at}, if it is a quantity, and tells where to read on. */
    private int quantityAt(int at) {
        Quantity special = fraction(at);
        if (special == null) {
            special = doubling(at);
        }
        if (special == null) {
            special = tenths(at);
        }
        if (special != null) {
            found.add(special);
            return special.to();
        }
        Numeral numeral = text.charAt(at) == '翻' ? null : Numeral.at(text, at, end);
        if (numeral == null) {
            return at + 1;
        }
        if (isCode(numeral)) {
            return endOfCode(numeral.to());
        }
        Quantity range = range(numeral);
        Quantity quantity = range != null ? range : measured(numeral);
        if (quantity != null) {
            found.add(quantity);
            return Math.max(quantity.to(), numeral.to());
        }
        return numeral.to();
    }

    /** A number with its unit: 3200亩, **2期, 两座, 1100多万, 1.3 (以下). */
    private @Nullable Quantity measured(Numeral numeral) {
        if (numeral.value() == null && !numeral.masked()) {
            return null;
        }
        int after = numeral.to();
        String unit = unitAt(after);
        Quantity quantity = new Quantity(
                numeral.from(),
                after + unit.length(),
                numeral.masked() ? null : numeral.value(),
                null,
                null,
                numeral.masked(),
                plainUnit(unit),
                numeral.more(),
                false,
                numeral.script() == Numeral.Script.BARE);
        boolean believed = switch (numeral.script()) {
            case ARABIC -> !unit.isEmpty() || standsAlone(numeral);
            case MASKED -> !unit.isEmpty() && !unit.equals("里") && !unit.equals("方") || numeral.multiplied();
            case CHINESE ->
                MeasureUnits.countsAnywhere(unit) && isRealCount(numeral, unit)
                        || !unit.isEmpty() && numeral.multiplied() && numeral.to() - numeral.from() >= 2;
            case BARE ->
                !unit.isEmpty()
                        && (numeral.more()
                                || PASSES.matcher(before(numeral.from(), 4)).matches()
                                || boundFollows(quantity.to()));
        };
        if (believed && numeral.script() == Numeral.Script.BARE && text.startsWith("级", quantity.to())) {
            return null;
        }
        return believed && !isSizeClass(quantity) ? quantity : null;
    }

    /** The unit at a place; points (分) only where somebody scores, durations only where they are shortened. */
    private String unitAt(int at) {
        int place = at;
        while (place < end && text.charAt(place) == ' ') {
            place++;
        }
        String unit = MeasureUnits.at(text, place, end);
        if (!unit.isEmpty()) {
            return text.substring(at, place) + unit;
        }
        if (text.startsWith("岁", at) && at < end && before(at, 14).contains("寿命")) {
            return "岁";
        }
        if (text.startsWith("分", at) && scores(at)) {
            return "分";
        }
        for (String duration : DURATIONS) {
            if (text.startsWith(duration, at) && at + duration.length() <= end && shortened(at)) {
                return duration;
            }
        }
        return "";
    }

    private boolean scores(int at) {
        int number = at;
        while (number > from && (Numeral.isDigit(text.charAt(number - 1)) || text.charAt(number - 1) == '.')) {
            number--;
        }
        String words = before(number, 3);
        return number < at
                && Pattern.compile(".*(?:得|计|扣|加|记|积|评|满)").matcher(words).matches()
                && !text.startsWith("钟", at + 1)
                && !text.startsWith("之", at + 1);
    }

    private boolean shortened(int at) {
        int number = at;
        while (number > from
                && (Numeral.isDigit(text.charAt(number - 1)) || Numeral.isChinese(text.charAt(number - 1)))) {
            number--;
        }
        return SHORTENED.matcher(before(number, 4)).matches();
    }

    /** An Arabic number without unit is believed with a multiplier (450万群众) or a bound (1.3以下). */
    private boolean standsAlone(Numeral numeral) {
        if (numeral.multiplied()) {
            return !text.startsWith("级", numeral.to());
        }
        return numeral.to() < end && boundFollows(numeral.to()) && !text.startsWith("号", numeral.to());
    }

    private boolean boundFollows(int at) {
        return text.startsWith("以上", at)
                || text.startsWith("以下", at)
                || text.startsWith("以内", at)
                || text.startsWith("左右", at);
    }

    /** A Chinese numeral counts real things unless it is an article, a slogan or a name. */
    private boolean isRealCount(Numeral numeral, String unit) {
        if (numeral.from() > from
                && "第届每这那哪某各另同几数首其上下前后十百千万亿".indexOf(text.charAt(numeral.from() - 1)) >= 0
                && !isOne(numeral)) {
            char previous = text.charAt(numeral.from() - 1);
            if ("每这那".indexOf(previous) < 0 || unit.equals("个")) {
                return false;
            }
        }
        if ("零〇".indexOf(text.charAt(numeral.from())) >= 0) {
            return false;
        }
        int after = numeral.to() + unit.length();
        for (String name : NAMES) {
            if (text.startsWith(name, numeral.from())) {
                return false;
            }
        }
        if (RHETORIC.matcher(text.substring(Math.min(after, end), Math.min(after + 4, end)))
                        .matches()
                && "个项次条".contains(unit)) {
            return false;
        }
        if (unit.equals("人") || unit.equals("元") && numeral.to() - numeral.from() == 1) {
            return !isOne(numeral) && numeral.to() - numeral.from() > 1;
        }
        boolean phase = unit.equals("期");
        if (isOne(numeral) && unit.startsWith("批")) {
            return false;
        }
        return !isOne(numeral) && !phase
                || MAKES_ONE.matcher(before(numeral.from(), 6)).matches();
    }

    private boolean isOne(Numeral numeral) {
        return numeral.to() - numeral.from() == 1 && text.charAt(numeral.from()) == '一';
    }

    /** 亿元村, 万亿级产业: a size that names a class, not an amount. */
    private boolean isSizeClass(Quantity quantity) {
        return text.startsWith("级", quantity.to()) && quantity.unit().isEmpty();
    }

    /** 3—5个, 15至20%, 9至12万吨. */
    private @Nullable Quantity range(Numeral first) {
        String firstUnit = MeasureUnits.at(text, first.to(), end);
        int at = first.to() + firstUnit.length();
        int after = at;
        while (after < end && after - at < 2 && "—–-－~～至到".indexOf(text.charAt(after)) >= 0) {
            after++;
        }
        if (after == at || after >= end || first.value() == null || first.script() == Numeral.Script.BARE) {
            return null;
        }
        Numeral second = Numeral.at(text, after, end);
        if (second == null || second.value() == null || second.script() != first.script()) {
            return null;
        }
        String unit = unitAt(second.to());
        boolean sameUnit = firstUnit.isEmpty() || plainUnit(firstUnit).equals(plainUnit(unit));
        if (unit.isEmpty() && !second.multiplied() || !sameUnit) {
            return null;
        }
        BigDecimal low = first.value();
        if (!first.multiplied() && firstUnit.isEmpty() && second.multiplied()) {
            BigDecimal times = second.value().divide(digitsOf(second), 10, RoundingMode.HALF_UP);
            low = low.multiply(times).stripTrailingZeros();
            low = low.scale() < 0 ? low.setScale(0) : low;
        }
        if (low.compareTo(second.value()) >= 0) {
            return null;
        }
        return Quantity.range(first.from(), second.to() + unit.length(), low, second.value(), plainUnit(unit));
    }

    private BigDecimal digitsOf(Numeral numeral) {
        int i = numeral.from();
        while (i < numeral.to() && (Numeral.isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
            i++;
        }
        String digits = text.substring(numeral.from(), i);
        return digits.matches("[0-9]+(\\.[0-9]+)?") && new BigDecimal(digits).signum() > 0
                ? new BigDecimal(digits)
                : BigDecimal.ONE;
    }

    /** 第3位, and 第一 where it is a place; every other ordinal is passed over. */
    private int ordinal(int at) {
        if (at + 1 >= end) {
            return at + 1;
        }
        Numeral numeral = Numeral.at(text, at + 1, end);
        if (numeral == null) {
            return at + 1;
        }
        int after = numeral.to();
        String words = before(at, 10);
        boolean placed = PLACES.matcher(words).matches() && !words.endsWith("放在") && !words.endsWith("摆在");
        if (after < end
                && (text.charAt(after) == '位' || text.charAt(after) == '名')
                && (placed || isClauseEnd(after + 1) && !words.endsWith("在"))) {
            found.add(Quantity.rank(at, after + 1, numeral.value()));
            return after + 1;
        }
        if (placed && isClauseEnd(after)) {
            found.add(Quantity.rank(at, after, numeral.value()));
        }
        return after;
    }

    private boolean isClauseEnd(int at) {
        return at >= end || "，,。；;、！!？）)”\"的".indexOf(text.charAt(at)) >= 0 || Stretch.blank(text.charAt(at));
    }

    /** 三分之一, 百分之五, 一半. */
    private @Nullable Quantity fraction(int at) {
        if (text.startsWith("一半", at) && at + 2 <= end) {
            boolean counted =
                    boundFollows(at + 2) || HALF_PASSED.matcher(before(at, 3)).matches();
            return counted ? Quantity.of(at, at + 2, new BigDecimal("0.5"), "比例") : null;
        }
        int i = at;
        while (i < end && Numeral.isChinese(text.charAt(i))) {
            i++;
        }
        if (i == at || i + 2 >= end || !text.startsWith("分之", i)) {
            return null;
        }
        Numeral below = Numeral.at(text, at, i);
        Numeral above = Numeral.at(text, i + 2, end);
        if (below == null
                || above == null
                || below.value() == null
                || above.value() == null
                || below.value().signum() == 0) {
            return null;
        }
        if (below.value().intValue() == 100) {
            return Quantity.of(at, above.to(), withPoint(above), "%").widenedTo(pointEnd(above.to()));
        }
        BigDecimal share = above.value().divide(below.value(), 4, RoundingMode.HALF_UP);
        return Quantity.of(at, above.to(), share.stripTrailingZeros(), "比例");
    }

    /** 五点二: the digits behind a spoken decimal point. */
    private BigDecimal withPoint(Numeral whole) {
        var digits = new StringBuilder(String.valueOf(whole.value())).append('.');
        for (int i = whole.to() + 1; i < pointEnd(whole.to()); i++) {
            Numeral digit = Numeral.at(text, i, i + 1);
            digits.append(
                    digit == null || digit.value() == null ? "0" : digit.value().toPlainString());
        }
        return pointEnd(whole.to()) == whole.to()
                ? (whole.value() == null ? BigDecimal.ZERO : whole.value())
                : new BigDecimal(digits.toString());
    }

    private int pointEnd(int at) {
        if (at + 1 >= end || text.charAt(at) != '点') {
            return at;
        }
        int i = at + 1;
        while (i < end && "零〇一二三四五六七八九".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i == at + 1 ? at : i;
    }

    /** 翻一番 is twice, 翻两番 four times. */
    private @Nullable Quantity doubling(int at) {
        if (text.charAt(at) != '翻' || at + 2 >= end) {
            return null;
        }
        if (text.charAt(at + 1) == '番') {
            return Quantity.of(at, at + 2, BigDecimal.TWO, "倍");
        }
        Numeral times = Numeral.at(text, at + 1, end);
        boolean doubled =
                times != null && times.value() != null && text.startsWith("番", times.to()) && times.to() < end;
        int power = doubled && times != null && times.value() != null
                ? times.value().intValue()
                : 0;
        return power >= 1 && power <= 9 && times != null
                ? Quantity.of(at, times.to() + 1, BigDecimal.valueOf(1L << power), "倍")
                : null;
    }

    /** 六成, 七成五. */
    private @Nullable Quantity tenths(int at) {
        int tenth = "一二三四五六七八九".indexOf(text.charAt(at)) + 1;
        boolean written = tenth > 0 && at + 1 < end && text.charAt(at + 1) == '成';
        if (!written || at > from && Numeral.isChinese(text.charAt(at - 1))) {
            return null;
        }
        boolean bounded = boundFollows(at + 2) || text.startsWith("多", at + 2);
        return (bounded || isClauseEnd(at + 2))
                        && (bounded || TENTHS.matcher(before(at, 3)).matches())
                ? Quantity.of(at, at + 2, BigDecimal.valueOf(tenth, 1), "比例")
                : null;
    }

    /** Part of a code, a name, a formula or a ratio: 5G, PM2.5, 3+3, 2023号, 10:20. */
    private boolean isCode(Numeral numeral) {
        char before = numeral.from() > from ? text.charAt(numeral.from() - 1) : ' ';
        char after = numeral.to() < end ? text.charAt(numeral.to()) : ' ';
        if (numeral.script() == Numeral.Script.ARABIC || numeral.script() == Numeral.Script.MASKED) {
            boolean latinBefore = before < 128 && Character.isLetter(before) || before >= 'Ａ' && before <= 'ｚ';
            boolean latinAfter = after < 128 && Character.isLetter(after) || after >= 'Ａ' && after <= 'ｚ';
            if (latinBefore || latinAfter && unitAt(numeral.to()).isEmpty()) {
                return true;
            }
            boolean joined = "+＋:：/".indexOf(before) >= 0
                    && numeral.from() - 2 >= from
                    && Character.isLetterOrDigit(text.charAt(numeral.from() - 2))
                    && Numeral.isDigit(text.charAt(numeral.from() - 2));
            boolean joins = "+＋".indexOf(after) >= 0
                    || ":/：".indexOf(after) >= 0
                            && numeral.to() + 1 < end
                            && Numeral.isDigit(text.charAt(numeral.to() + 1));
            return joined || joins || "+＋".indexOf(before) >= 0;
        }
        return after == '+' || after == '＋' || before == '+' || before == '＋';
    }

    private int endOfCode(int at) {
        int i = at;
        while (i < end
                && text.charAt(i) < 128
                && (Character.isLetterOrDigit(text.charAt(i)) || "+.:-/".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    /** Where a title in 《》 or 〔〕, or a short quoted name, ends that opens here; the place itself when none does. */
    private int nameEnd(int at) {
        char open = text.charAt(at);
        int close = "《〔〈「".indexOf(open);
        if (close >= 0) {
            int to = indexWithin("》〕〉」".charAt(close), at + 1, 80);
            return to > at ? to + 1 : at;
        }
        if (open != '“' && open != '"') {
            return at;
        }
        int to = indexWithin(open == '“' ? '”' : '"', at + 1, 18);
        boolean name = to > at && text.substring(at, to).chars().noneMatch(c -> "。；".indexOf(c) >= 0);
        return name ? to + 1 : at;
    }

    private int indexWithin(char c, int at, int length) {
        for (int i = at; i < Math.min(end, at + length); i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    private String before(int at, int length) {
        return text.substring(Math.max(from, at - length), at);
    }

    private static String plainUnit(String unit) {
        String stripped = unit.strip();
        return switch (stripped) {
            case "个百分点" -> "百分点";
            case "％" -> "%";
            default -> stripped;
        };
    }
}
