package cn.shiji.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way of numbering divisions. Members of one list share a family; the order here is the usual order of nesting, from
 * the outside in.
 */
enum MarkerFamily {
    /** 第一部分, 第二编. */
    PART("第([一二三四五六七八九十百零\\d]{1,4})(?:部分|篇|编)"),
    /** 第三章. */
    CHAPTER("第([一二三四五六七八九十百零\\d]{1,4})章"),
    /** 第二节. */
    SECTION("第([一二三四五六七八九十百零\\d]{1,4})节"),
    /** 01综合, as bulletins on the web number their chapters. */
    TWO_DIGITS("(0[1-9]|1[0-9])[ \u3000]?(?=[\\u4e00-\\u9fff、]{2,18}$)"),
    /** 一、 — also with its number lost in copying. */
    NUMERAL("([一二三四五六七八九十]{1,3}(?=[ \u3000\u00a0]?[、．])|)[ \u3000\u00a0]?[、．]"),
    /** 第十二条, also as 第 1 2 条. */
    ARTICLE("第[ \u3000]?([一二三四五六七八九十百零\\d]{1,5}|\\d(?: \\d){1,2})[ \u3000]?条"),
    /** （一） — also with its first bracket lost. */
    BRACKETED_NUMERAL("[（(〔]?([一二三四五六七八九十]{1,3})[）)〕]"),
    /** 1. 1、 1． — the digits may be masked. */
    DIGITS("([0-9０-９]{1,3}|[*＊]{1,4})[.．、](?![0-9０-９](?![0-9]{3}年))"),
    /** （1） 1） — the first bracket may be lost. */
    BRACKETED_DIGITS("[（(]?([0-9０-９]{1,2})[）)]"),
    /** ① ②. */
    CIRCLED("([①-⑳])"),
    /** —— at the head of a paragraph. */
    DASH("(—{2,}|－{2,}|-{2,3})"),
    /** 一是 二是. */
    FIRSTLY("([一二三四五六七八九十]{1,2})是"),
    /** 一要 二要. */
    FIRST_MUST("([一二三四五六七八九十]{1,2})要");

    private final Pattern pattern;

    MarkerFamily(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** A match of this family that begins exactly at {@code from}; group 1 is its number. */
    Matcher at(String text, int from, int to) {
        return pattern.matcher(text).region(from, to);
    }

    /** Whether it is one of the everyday lists 一、 （一） 1. that lose their line breaks in copying. */
    boolean isNumbered() {
        return this == NUMERAL || this == BRACKETED_NUMERAL || this == DIGITS;
    }

    /** Whether its members stand in the run of a sentence and carry on from one another: 一是…，二是…. */
    boolean isSpoken() {
        return this == FIRSTLY || this == FIRST_MUST;
    }
}
