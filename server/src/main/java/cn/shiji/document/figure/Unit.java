package cn.shiji.document.figure;

/**
 * A unit behind a number.
 *
 * @param to where it ends in the text
 * @param name as written, without blanks
 */
record Unit(int from, int to, String name, Sort sort) {

    /** What sort of word it is; each is a section of {@code units.txt}. */
    enum Sort {
        /** 公里, 元: real whatever numeral stands before it. */
        MEASURE,
        /** 米, 里: a measure that is also part of other words. */
        MEASURE_SHORT,
        /** %, 倍. */
        SHARE,
        /** 个, 家: counts things whatever numeral stands before it. */
        COUNTER,
        /** 台, 道: counts things, but behind a short Chinese numeral it is mostly a name. */
        COUNTER_SHY,
        /** 乡镇: counted without a counter, behind digits only. */
        AREA,
        /** 天: a figure only where a time is what is measured. */
        DURATION,
        /** 岁: only where an age is. */
        AGE,
        /** 分: only where somebody scores. */
        SCORE,
        /** No unit behind a Chinese numeral, a mask or a multiplier: 家 in 家庭. */
        NOT,
        /** No unit behind any number: 方 in 方面. */
        NEVER
    }

    boolean isMoney() {
        return name.endsWith("元");
    }

    boolean isPoints() {
        return name.equals("百分点");
    }
}
