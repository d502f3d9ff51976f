package cn.shiji.directory;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What sort of unit it is. */
public enum UnitKind {
    /** 县、区 */
    COUNTY,
    /** 乡镇、街道、高新区 */
    TOWN,
    /** 村、社区 */
    VILLAGE,
    /** 办、站、所 */
    DEPARTMENT,
    /** 村民小组 */
    GROUP;

    /** The word used in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static UnitKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
