package cn.shiji.document.figure;

import java.util.Locale;

/** What a word near a number can say about it; each is a section of {@code words.txt}, where the words are. */
enum Sense {
    /** 不低于, 超过: bounds the number behind it from below. */
    AT_LEAST,
    /** The same with the thing bounded between: 不少于人均50元. */
    AT_LEAST_FAR,
    /** 不超过, 最高: bounds it from above. */
    AT_MOST,
    /** The same with the thing bounded between: 最高奖励50元. */
    AT_MOST_FAR,
    /** 约, 近. */
    ABOUT,
    /** 以上, behind the number. */
    AFTER_AT_LEAST,
    /** 以下, behind the number. */
    AFTER_AT_MOST,
    /** 左右, behind the number. */
    AFTER_ABOUT,
    /** 到, 至, 为: the number is where something ended, not how far it moved. */
    LEVEL,
    /** Says nothing and may stand between a verb and its number. */
    FILLER,
    /** 增长. */
    UP,
    /** 增速: a number near it is a growth, whatever verb stands between. */
    UP_RATE,
    /** 下降. */
    DOWN,
    /** 降幅. */
    DOWN_RATE,
    /** 增加岗位500个: the thing that grows may stand between. */
    UP_THINGS,
    /** 减少能耗3%. */
    DOWN_THINGS,
    /** 比上年多3个. */
    UP_THAN,
    /** 比上年少3个. */
    DOWN_THAN,
    /** 比, 较: begins a comparison. */
    THAN,
    /** 上年, 年初: compared with itself at another time. */
    PAST_SELF,
    /** 高于全省: compared with somebody else. */
    HIGHER,
    /** 增加 in 由3个增加到5个. */
    MOVES,
    /** 增至: moved and level in one. */
    SELF_LEVEL,
    /** 由, 从: a starting point follows. */
    FROM,
    /** 位列, 全省: an ordinal behind it is a place among others. */
    PLACE,
    /** 坚持…第一: no place among others. */
    NO_PLACE,
    /** 压缩: a time behind it is a figure. */
    SHORTENS,
    /** 时长: a time behind it is a figure. */
    TIME_TOLD,
    /** 寿命: an age behind it is a figure. */
    LIFE,
    /** 得, 扣: points behind it are a score. */
    SCORES,
    /** 奖补: money near it is what a rule grants. */
    GRANTS,
    /** 给予: says that the rule grants. */
    GRANTED,
    /** 去年: speaks of the past. */
    DONE,
    /** 已: speaks of the past in its own clause only. */
    DONE_HERE,
    /** Looks like the past and is not. */
    NOT_DONE,
    /** 目标: speaks of what is to come. */
    AIMED,
    /** 力争: does so even in a report of the past. */
    AIMED_STRONGLY,
    /** 今年: speaks of what is to come again, after the past was told. */
    NOW,
    /** 周边: speaks of somebody else. */
    OTHERS,
    /** 总投资: the number belongs to a thing named after it. */
    ATTRIBUTE,
    /** 注册资本: says who may apply. */
    QUALIFIES,
    /** 力争: a second, higher number of the same thing follows. */
    HOPES,
    /** Ends a noun phrase in front of it. */
    VERB,
    /** Stands before the noun phrase that a number counts. */
    LEAD_VERB,
    /** Stands between a noun phrase and its number. */
    TAIL_VERB,
    /** Only hides a shorter word inside it: 签约 hides 约. */
    OTHER;

    static Sense ofSection(String section) {
        return valueOf(section.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    long bit() {
        return 1L << ordinal();
    }
}
