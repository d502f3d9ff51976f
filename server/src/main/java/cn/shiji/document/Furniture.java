package cn.shiji.document;

import cn.shiji.document.format.Manuscript;
import cn.shiji.document.format.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what belongs to the page and not to the document: navigation, source lines, page numbers, links.
 *
 * <p>Web pages put it in front of the document and behind it, so the words that tell it are believed only near the ends;
 * code, addresses and page numbers are furniture anywhere.
 */
final class Furniture {

    /** How many lines from the beginning a source line may stand. */
    private static final int HEAD_LINES = 20;

    /** How far from the end a web page's tail may begin, in characters, beside a tenth of the text. */
    private static final int TAIL = 400;

    private static final int LONGEST_LINE = 90;

    /** How many lines a table of contents may take. */
    private static final int LONGEST_CONTENTS = 400;

    private static final int LONGEST_TRAIL = 12;

    private static final Pattern NAVIGATION = Pattern.compile("首页|[>＞»]|您?的?(?:当前|现在)?(?:所在)?的?位置\\s*[：:].*|当前位置.*");
    private static final Pattern CONTENTS = Pattern.compile("目\\s*[录次]");

    private static final Pattern ANYWHERE = Pattern.compile(
            "^(?:.*(?:\\.css\"|\\.js\"|rel=\"stylesheet\"|<script|</?(?:div|table|span|html)\\b).*"
                    + "|https?://\\S+|[-—–－·•\\s]*\\d{1,4}[-—–－·•\\s]*|第\\s*\\d+\\s*页.{0,12}|当前位置.*|您(?:现在)?的位置.*|[^。]{1,12}(?:\\s*>\\s*[^。>]{1,16}){2,}>?)$");

    private static final Pattern IN_HEAD = Pattern.compile(
            "^(?:(?:发布|更新|成文|印发)?(?:时间|日期)\\s*[：:].*|\\d{4}[-年/.]\\d{1,2}[-月/.]\\d{1,2}日?\\s+\\d{1,2}[:：时].*|\\d{4}/\\d{1,2}/\\d{1,2}.*"
                    + "|(?:信息)?(?:来源|稿源|媒体|作者|编辑|责任编辑|所属地区|浏览次数?|阅读(?:次数|量)?|点击(?:数|量)?|字号|索引号|原文链接|发文机关|主题分类|分类号|文章来源)\\s*[：:].*"
                    + "|[^。；]{2,12}(?:日报|时报|晚报)\\s*[/／].*|【(?:字体|字号|法宝引证码|打印).*|分享(?:到)?[：:]?.*|[大中小】\\]]|打印|新华网|首页)$");

    private static final Pattern IN_TAIL = Pattern.compile(
            "^(?:收藏|分享|关联稿件|【返回|返回顶部|》》|.{0,8}进入专题|责任编辑|编辑[：:]|扫一扫|打印本页|【?打印|关闭窗口|【?关闭|上一篇|下一篇|相关附件|相关链接|相关阅读|推荐访问|推荐阅读|分享到|版权|本作品[是在]|Public domain|主办单位[：:]|网站地图|\\(此件公开发布\\)|（此件公开发布）).*$");

    private final Manuscript manuscript;
    private final boolean[] furnished;

    private Furniture(Manuscript manuscript) {
        this.manuscript = manuscript;
        this.furnished = new boolean[manuscript.lines().size()];
    }

    /**
     * The stretches of furniture, in order.
     *
     * @param flatTable lines of a table written cell by cell, in which a lone number is a cell
     */
    static List<Stretch> of(Manuscript manuscript, boolean[] flatTable) {
        var furniture = new Furniture(manuscript);
        furniture.anywhere(flatTable);
        furniture.head();
        furniture.contents();
        furniture.tail();
        return furniture.stretches();
    }

    private void anywhere(boolean[] flatTable) {
        for (int i = 0; i < furnished.length; i++) {
            Manuscript.Line line = manuscript.lines().get(i);
            furnished[i] = line.furniture()
                    || !line.row()
                            && !flatTable[i]
                            && line.to() - line.from() <= LONGEST_LINE
                            && ANYWHERE.matcher(manuscript.words(line)).matches();
        }
    }

    private void head() {
        trailAboveTitle();
        boolean valueFollows = false;
        int seen = 0;
        for (int i = 0; i < furnished.length && seen < HEAD_LINES; i++) {
            Manuscript.Line line = manuscript.lines().get(i);
            if (line.furniture()) {
                continue;
            }
            seen++;
            String words = line.to() - line.from() <= LONGEST_LINE ? manuscript.words(line) : "";
            if (opensChapter(words)) {
                return;
            }
            boolean value = valueFollows && words.length() <= 16 && !words.isEmpty();
            furnished[i] |= value || IN_HEAD.matcher(words).matches();
            valueFollows = furnished[i] && !value && (words.endsWith("：") || words.endsWith(":"));
        }
    }

    /** The names of the pages that led to this one, between the navigation of a web page and the document's title. */
    private void trailAboveTitle() {
        int navigation = -1;
        for (int i = 0; i < Math.min(HEAD_LINES, furnished.length); i++) {
            Manuscript.Line line = manuscript.lines().get(i);
            String words = line.to() - line.from() <= LONGEST_LINE ? manuscript.words(line) : "";
            if (navigation >= 0 && opensChapter(words)) {
                return;
            }
            navigation = NAVIGATION.matcher(words).matches() ? i : navigation;
            if (navigation >= 0 && i > navigation && Titles.isTitle(words)) {
                for (int above = 0; above < i; above++) {
                    Manuscript.Line trail = manuscript.lines().get(above);
                    furnished[above] |= trail.to() - trail.from() <= LONGEST_TRAIL;
                }
                return;
            }
        }
    }

    /** Whether a line begins the document itself: 一、…. */
    private static boolean opensChapter(String words) {
        return words.length() > 2
                && MarkerFamily.NUMERAL.at(words, 0, words.length()).lookingAt();
    }

    /** A table of contents: from the line 目录 to the last of the headings that stand again further down. */
    private void contents() {
        int begin = 0;
        while (begin < Math.min(HEAD_LINES, furnished.length) && !isContentsHeading(begin)) {
            begin++;
        }
        if (begin >= Math.min(HEAD_LINES, furnished.length)) {
            return;
        }
        String first = "";
        int last = begin;
        for (int i = begin + 1; i < Math.min(furnished.length, begin + LONGEST_CONTENTS); i++) {
            String key = headingKey(i);
            if (!key.isEmpty() && key.equals(first)) {
                Arrays.fill(furnished, begin, last + 1, true);
                return;
            }
            if (!key.isEmpty()) {
                first = first.isEmpty() ? key : first;
                last = i;
            }
        }
    }

    private boolean isContentsHeading(int index) {
        Manuscript.Line line = manuscript.lines().get(index);
        return line.to() - line.from() <= 12
                && CONTENTS.matcher(manuscript.words(line)).lookingAt();
    }

    /** The first words of a line that opens with a marker, without the white space in them; empty for any other. */
    private String headingKey(int index) {
        Manuscript.Line line = manuscript.lines().get(index);
        String words = manuscript.text().substring(line.from(), Math.min(line.to(), line.from() + 40));
        for (MarkerFamily family : MarkerFamily.values()) {
            Matcher marker = family.at(words, 0, words.length());
            if (!family.isSpoken() && marker.lookingAt()) {
                String key = words.replaceAll("[\\s\u3000]+", "");
                return key.substring(0, Math.min(key.length(), marker.end() + 4));
            }
        }
        return "";
    }

    private void tail() {
        int lines = furnished.length;
        while (lines > 0 && manuscript.lines().get(lines - 1).furniture()) {
            lines--;
        }
        int length = lines == 0 ? 0 : manuscript.lines().get(lines - 1).to();
        int from = length - Math.max(TAIL, length / 10);
        for (int i = 0; i < lines; i++) {
            Manuscript.Line line = manuscript.lines().get(i);
            boolean late = line.from() >= from && i > lines / 2 && line.to() - line.from() <= LONGEST_LINE;
            if (late && IN_TAIL.matcher(manuscript.words(line)).matches()) {
                for (int rest = i; rest < furnished.length; rest++) {
                    furnished[rest] = true;
                }
                return;
            }
        }
    }

    private List<Stretch> stretches() {
        var stretches = new ArrayList<Stretch>();
        int from = -1;
        int to = -1;
        for (int i = 0; i < furnished.length; i++) {
            Manuscript.Line line = manuscript.lines().get(i);
            if (furnished[i]) {
                from = from < 0 ? line.from() : from;
                to = line.to();
            } else if (from >= 0) {
                stretches.add(new Stretch(from, to));
                from = -1;
            }
        }
        if (from >= 0) {
            stretches.add(new Stretch(from, to));
        }
        return withMarkup(stretches);
    }

    /** The signs of the file's notation are no words; what lies in furniture already stays there. */
    private List<Stretch> withMarkup(List<Stretch> stretches) {
        if (manuscript.markup().isEmpty()) {
            return List.copyOf(stretches);
        }
        var all = new ArrayList<>(stretches);
        int at = 0;
        for (Stretch sign : manuscript.markup()) {
            while (at < stretches.size() && stretches.get(at).to() <= sign.from()) {
                at++;
            }
            if (at == stretches.size() || sign.to() <= stretches.get(at).from()) {
                all.add(sign);
            }
        }
        all.sort(Comparator.comparingInt(Stretch::from));
        return List.copyOf(all);
    }
}
