package cn.shiji.directory;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What sort of unit it is.
 *
 * <p>A kind knows its rank in the administrative tree, how many places a unit of it is given at first (a hint, not a bound:
 * one that needs more is given more), and the two letters that open its code where the state gives none.
 */
public enum UnitKind {
    /** 省、自治区、直辖市 */
    PROVINCE(1, 57, "PR"),
    /** 市、州、盟 */
    CITY(2, 51, "CI"),
    /** 县、区、县级市、旗 */
    COUNTY(3, 45, "CN"),
    /** 乡、镇、街道 */
    TOWN(4, 35, "TN"),
    /** 高新区、开发区 and other zones that govern a territory without being a town */
    ZONE(4, 35, "ZN"),
    /** 园区, a park inside a town, a zone or a county */
    PARK(5, 24, "PK"),
    /** 村、社区 */
    VILLAGE(5, 24, "VL"),
    /** 网格 */
    GRID(6, 6, "GD"),
    /** 村民小组、居民小组 */
    GROUP(6, 6, "GP"),
    /** 局、办、站、所 */
    DEPARTMENT(0, 6, "DP"),
    /** 企业 */
    ENTERPRISE(0, 6, "EN"),
    /** 党委、党工委、党组、党总支 */
    PARTY_COMMITTEE(0, 6, "PC"),
    /** 党支部 */
    PARTY_BRANCH(0, 6, "PB"),
    /** 党小组 */
    PARTY_GROUP(0, 6, "PG"),
    /** 河流、湖泊、水库 */
    RIVER(0, 6, "RV"),
    /** 河段、湖片 */
    RIVER_STRETCH(0, 6, "RS"),
    /** 保洁片区 */
    SANITATION_AREA(0, 6, "SA");

    private final int rank;
    private final int bits;
    private final String letters;

    UnitKind(int rank, int bits, String letters) {
        this.rank = rank;
        this.bits = bits;
        this.letters = letters;
    }

    /** The word used in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of a word.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static UnitKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The kind of a word, empty where there is none. */
    public static Optional<UnitKind> find(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Whether it has a territory, so that the level it stands on matters. */
    public boolean territorial() {
        return rank > 0;
    }

    /**
     * Whether a unit of this kind may stand under one of the other in the administrative tree: a territory under no smaller
     * one, and under no organisation; an organisation under anything.
     */
    public boolean mayStandUnder(UnitKind parent) {
        return !territorial() || parent.territorial() && parent.rank <= rank;
    }

    /** Whether the state gives units of this kind a division code. */
    public boolean hasDivisionCode() {
        return switch (this) {
            case PROVINCE, CITY, COUNTY, TOWN, VILLAGE -> true;
            default -> false;
        };
    }

    /** How many places a unit of this kind is given at first. */
    long width() {
        return 1L << bits;
    }

    /** The two letters that open its code in our own code space. */
    String letters() {
        return letters;
    }
}
