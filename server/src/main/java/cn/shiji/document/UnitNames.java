package cn.shiji.document;

import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the units a text makes answerable: behind a label (责任单位：…), in brackets closed by a verb (…牵头，…负责), or
 * between 由 and 负责.
 */
final class UnitNames {

    /** A unit as found, in UTF-16 offsets. */
    record Named(Stretch at, UnitRole role, boolean open) {}

    private static final int LONGEST_LIST = 600;
    private static final int LONGEST_NAME = 30;

    private static final Pattern LABEL = Pattern.compile(
            "(牵头|责任|配合|协办|协同|参与|参加|主办|承办|协助|实施|负责|主责|考核)(?:责任)?(?:单位|部门|主体|处室|科室|站所)(?:及部门)?\\s*[：:]\\s*");
    /** How a list is told what to do: 按职责分工负责, 牵头落实, 共同配合. */
    private static final Pattern VERB =
            Pattern.compile("(?:[按依]照?(?:各自|部门)?(?:的)?(?:职责|职能|权限|分工)+)?(?:分工|分别|共同|联合|统筹|主要|协同|牵头|具体|组织)*"
                    + "(?:(?:负责|牵头|落实|配合|参与|参加|协助|协办|主办|承办|支持|会同|实施)(?:落实|实施|推进|组织|指导|办理|配合)?)");

    /** What may stand behind a list of units and is none: 完成时限：…, 责任人：…. */
    private static final Pattern OTHER_LABEL = Pattern.compile(
            "(?:完成|办结|整改)?(?:时限|时间|期限)\\s*[：:]|(?:责任|牵头|分管|包联|包保|挂点|联系|主管)领导\\s*[：:]|(?:具体|直接)?(?:责任|负责|联系|经办)人员?\\s*[：:]");

    private static final Pattern HELPS = Pattern.compile("配合|参与|参加|协助|协办|支持|会同");
    private static final Pattern BY = Pattern.compile("由([^，。；：、由]{2,24}?(?:[、和][^，。；：、由]{2,20}?){0,5})(负责|牵头)");

    /** ，乙、丙配合 behind 由甲牵头. */
    private static final Pattern AND_OTHERS =
            Pattern.compile("[，,；;]\\s*([^，。；：]{2,80}?)(配合|协助|参与|参加|负责|落实)(?=[，。；,;\\s]|$)");

    private static final Pattern ENDING = Pattern.compile(
            ".*(?:部|委|委员会|办|局|厅|政府|办公室|院|会|中心|公司|集团|单位|部门|镇|乡|街道|行|所|站|队|署|社|校|大学|村|社区|区|县|市|州|省|地区|银行|联|处|科|股|馆|台|园|园区|管委会|办事处|总局|团委|法院|检察院|企业|协会|室|组|专班|盟|旗|党委|支部|司|网|基地|级|局等)(?:（[^）]*）)?");
    private static final Pattern OPEN_END =
            Pattern.compile("等(?:有关|相关|各)?(?:部门|单位|地区|部委|市县|乡镇)?(?:和单位)?$|等\\d*[个家]?(?:部门|单位)?$");
    private static final Pattern JOINED = Pattern.compile(
            "(?<=[部委办局厅府院会心司位门镇乡道行所站队署社校村区县市州省联处科馆])(?:和|及|以及|与|会同)(?=[各县市省国有相区乡镇中自地教公民财工科商卫农水交住生应文人司审林海统税][^和]{1,})");
    private static final Pattern REGION = Pattern.compile("[省市州县区镇乡各]|国家|中央|自治");
    private static final String PARTS = "、，,；;/／ \u3000\t\n";

    private final String text;
    private final List<Named> found = new ArrayList<>();

    private UnitNames(String text) {
        this.text = text;
    }

    /** The units named in a stretch, in order. */
    static List<Named> in(String text, Stretch stretch) {
        var names = new UnitNames(text);
        int labelled = names.labelled(stretch);
        names.bracketed(stretch);
        if (labelled == 0) {
            names.handedOver(stretch);
        }
        names.found.sort((a, b) -> Integer.compare(a.at().from(), b.at().from()));
        return names.found;
    }

    /** The names of one list that is known to be one, as in a table's cell. */
    static List<Named> listed(String text, Stretch list, UnitRole role) {
        var names = new UnitNames(text);
        names.split(list, role);
        return names.found;
    }

    /** Whether a line consists of nothing but the name of a unit. */
    static boolean isName(String words) {
        return words.length() >= 3
                && words.length() <= 16
                && words.matches("\\p{IsHan}+(?:（[^）]*）)?")
                && ENDING.matcher(words).matches();
    }

    /** 责任单位：甲、乙；配合单位：丙 — up to the bracket that closes, the next label, or the end of the line. */
    private int labelled(Stretch stretch) {
        if (!stretch.has(text, '：') && !stretch.has(text, ':')) {
            return 0;
        }
        Matcher label = LABEL.matcher(text).region(stretch.from(), stretch.to());
        int count = 0;
        int at = stretch.from();
        while (at < stretch.to() && label.region(at, stretch.to()).find()) {
            int end = endOfList(label.end(), stretch.to());
            Matcher next = LABEL.matcher(text).region(label.end(), end);
            if (next.find()) {
                end = next.start();
            }
            Matcher other = OTHER_LABEL.matcher(text).region(label.end(), end);
            if (other.find()) {
                end = other.start();
            }
            split(new Stretch(label.end(), end), roleOf(label.group(1)));
            count++;
            at = Math.max(end, label.end());
        }
        return count;
    }

    private static UnitRole roleOf(String label) {
        return switch (label) {
            case "牵头", "主办", "主责" -> UnitRole.LEAD;
            case "配合", "协办", "协同", "参与", "参加", "协助" -> UnitRole.COOPERATE;
            default -> UnitRole.RESPONSIBLE;
        };
    }

    private int endOfList(int from, int to) {
        int depth = 0;
        int last = Math.min(to, from + LONGEST_LIST);
        for (int i = from; i < last; i++) {
            char c = text.charAt(i);
            if (c == '（' || c == '(') {
                depth++;
            } else if (c == '）' || c == ')') {
                if (depth == 0) {
                    return i;
                }
                depth--;
            } else if (c == '\n' || c == '\r' || c == '。' || c == '】' || c == ']' || c == '〕') {
                return i;
            }
        }
        return last;
    }

    /** （甲牵头，乙、丙等按职责分工负责）: each part of the bracket belongs to the verb that closes it. */
    private void bracketed(Stretch stretch) {
        for (int i = stretch.from(); i < stretch.to(); i++) {
            char c = text.charAt(i);
            if (c != '（' && c != '(') {
                continue;
            }
            int close = endOfList(i + 1, stretch.to());
            boolean closed = close < stretch.to() && (text.charAt(close) == '）' || text.charAt(close) == ')');
            if (!closed || LABEL.matcher(text).region(i + 1, close).find()) {
                continue;
            }
            if (verbs(i + 1, close) || namesAlone(i, close, stretch)) {
                i = close;
            }
        }
    }

    /** （县交通运输局、柳溪镇政府） at the end of an item: nothing but names of units, the first with its region. */
    private boolean namesAlone(int open, int close, Stretch stretch) {
        boolean behindSentence = open > 0 && "。；;".indexOf(text.charAt(open - 1)) >= 0;
        boolean last = new Stretch(close + 1, stretch.to()).trimmed(text).isEmpty()
                || "\n\r".indexOf(text.charAt(close + 1)) >= 0;
        Stretch list = new Stretch(open + 1, close);
        if (!behindSentence || !last || !areNames(list)) {
            return false;
        }
        split(list, UnitRole.RESPONSIBLE);
        return true;
    }

    private boolean areNames(Stretch list) {
        boolean units = REGION.matcher(text).region(list.from(), list.to()).lookingAt();
        for (String name : text.substring(list.from(), list.to()).split("[、，,；;]")) {
            units &= name.strip().length() >= 3 && ENDING.matcher(name.strip()).matches();
        }
        return units;
    }

    /**
     * One past the end of a note that begins at a place and says who answers (【责任单位：…】, （甲牵头，乙负责）,
     * 责任单位：…), or the place itself where none begins.
     */
    static int endOfNote(String text, int at, int to) {
        var names = new UnitNames(text);
        char first = text.charAt(at);
        if ("（(【[〔".indexOf(first) < 0) {
            boolean labelled = LABEL.matcher(text).region(at, to).lookingAt()
                    || OTHER_LABEL.matcher(text).region(at, to).lookingAt();
            int line = text.indexOf('\n', at);
            return !labelled ? at : line < 0 ? to : Math.min(line, to);
        }
        int close = names.endOfList(at + 1, to);
        if (close >= to || "）)】]〕".indexOf(text.charAt(close)) < 0) {
            return at;
        }
        boolean told = LABEL.matcher(text).region(at + 1, close).find()
                || OTHER_LABEL.matcher(text).region(at + 1, close).find()
                || names.verbs(at + 1, close)
                || names.areNames(new Stretch(at + 1, close));
        return told ? close + 1 : at;
    }

    private boolean verbs(int from, int close) {
        Matcher verb = VERB.matcher(text).region(from, close);
        int at = from;
        boolean last = false;
        var parts = new ArrayList<Stretch>();
        var roles = new ArrayList<UnitRole>();
        while (verb.find()) {
            boolean ends = verb.end() == close || "，,；;。、".indexOf(text.charAt(verb.end())) >= 0;
            if (!ends) {
                continue;
            }
            parts.add(new Stretch(at, verb.start()));
            roles.add(roleOfVerb(verb.group()));
            at = Math.min(close, verb.end() + 1);
            last = verb.end() >= close - 1;
        }
        if (!last) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            split(parts.get(i), roles.get(i));
        }
        return true;
    }

    private static UnitRole roleOfVerb(String verb) {
        if (verb.contains("牵头")) {
            return UnitRole.LEAD;
        }
        boolean helps = HELPS.matcher(verb).find();
        return helps ? UnitRole.COOPERATE : UnitRole.RESPONSIBLE;
    }

    /** 由县农业农村局负责. */
    private void handedOver(Stretch stretch) {
        if (!stretch.has(text, '由')) {
            return;
        }
        Matcher by = BY.matcher(text).region(stretch.from(), stretch.to());
        while (by.find()) {
            Stretch list = new Stretch(by.start(1), by.end(1));
            if (ENDING.matcher(by.group(1)).matches()) {
                split(list, by.group(2).equals("牵头") ? UnitRole.LEAD : UnitRole.RESPONSIBLE);
                Matcher others = AND_OTHERS.matcher(text).region(by.end(), stretch.to());
                if (others.lookingAt() && ENDING.matcher(others.group(1)).matches()) {
                    split(new Stretch(others.start(1), others.end(1)), roleOfVerb(others.group(2)));
                }
            }
        }
    }

    /** Cuts a list into names; brackets inside a name stay with it. */
    private void split(Stretch list, UnitRole role) {
        boolean open =
                OPEN_END.matcher(text.substring(list.from(), list.to()).strip()).find();
        int depth = 0;
        int start = list.from();
        for (int i = list.from(); i <= list.to(); i++) {
            char c = i == list.to() ? '、' : text.charAt(i);
            if (c == '（' || c == '(') {
                depth++;
            } else if ((c == '）' || c == ')') && depth > 0) {
                depth--;
            }
            if (i == list.to() || depth == 0 && PARTS.indexOf(c) >= 0) {
                joined(new Stretch(start, i).trimmed(text), role, open);
                start = i + 1;
            }
        }
    }

    private void joined(Stretch part, UnitRole role, boolean open) {
        if (part.isEmpty()) {
            return;
        }
        Matcher join = JOINED.matcher(text).region(part.from(), part.to()).useTransparentBounds(true);
        int start = part.from();
        while (join.find()) {
            name(new Stretch(start, join.start()), role, open);
            start = join.end();
        }
        name(new Stretch(start, part.to()), role, open);
    }

    private void name(Stretch part, UnitRole role, boolean open) {
        Stretch name = part.trimmed(text);
        String words = text.substring(name.from(), name.to());
        Matcher others = OPEN_END.matcher(words);
        if (others.find()) {
            name = new Stretch(name.from(), name.from() + others.start());
        }
        for (String lead : List.of("由", "和", "及", "以及", "与", "会同")) {
            if (words.startsWith(lead) && name.to() - name.from() > lead.length() + 2) {
                name = new Stretch(name.from() + lead.length(), name.to());
                break;
            }
        }
        while (name.to() > name.from() && "：:。.等".indexOf(text.charAt(name.to() - 1)) >= 0) {
            name = new Stretch(name.from(), name.to() - 1);
        }
        int length = name.to() - name.from();
        if (length >= 2 && length <= LONGEST_NAME && hasHan(name)) {
            found.add(new Named(name, role, open));
        }
    }

    private boolean hasHan(Stretch name) {
        for (int i = name.from(); i < name.to(); i++) {
            if (Character.isIdeographic(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
