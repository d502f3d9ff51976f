package cn.shiji.directory.imports;

import cn.shiji.directory.OwnCode;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words by which lists name the kind of a unit, and what the end of a name tells of it. */
final class KindWords {

    /** The words by which lists name a kind; the first of each is the one we write. */
    private static final Map<UnitKind, String> WORDS = new LinkedHashMap<>();

    /** What names of a kind end with; the longer ends first. */
    private static final Map<String, UnitKind> ENDS = new LinkedHashMap<>();

    private static final Map<String, UnitKind> KINDS = new LinkedHashMap<>();

    static {
        WORDS.put(UnitKind.PROVINCE, "省 自治区 直辖市 省级 特别行政区");
        WORDS.put(UnitKind.CITY, "市 地级市 州 盟 地区 市级 地市");
        WORDS.put(UnitKind.COUNTY, "县 区 县级市 旗 县区 区县 县级 district");
        WORDS.put(UnitKind.TOWN, "乡镇 乡 镇 街道 街道办 街道办事处 乡级 乡镇街道 镇街 street township");
        WORDS.put(UnitKind.ZONE, "开发区 高新区 经开区 新区 功能区");
        WORDS.put(UnitKind.PARK, "园区 工业园 产业园");
        WORDS.put(UnitKind.VILLAGE, "村 社区 行政村 村社区 村委会 居委会 村级 community");
        WORDS.put(UnitKind.GRID, "网格");
        WORDS.put(UnitKind.GROUP, "村民小组 居民小组 小组 组 村组");
        WORDS.put(UnitKind.DEPARTMENT, "部门 科室 办公室 局 办 站 所 中心 站所 内设机构");
        WORDS.put(UnitKind.ENTERPRISE, "企业 公司 company");
        WORDS.put(UnitKind.PARTY_COMMITTEE, "党委 党工委 党组 党总支");
        WORDS.put(UnitKind.PARTY_BRANCH, "党支部 支部");
        WORDS.put(UnitKind.PARTY_GROUP, "党小组");
        WORDS.put(UnitKind.RIVER, "河流 河 湖 水库 湖泊");
        WORDS.put(UnitKind.RIVER_STRETCH, "河段 湖片");
        WORDS.put(UnitKind.SANITATION_AREA, "保洁片区 片区");
        WORDS.forEach((kind, words) -> {
            KINDS.put(kind.word(), kind);
            Arrays.stream(words.split(" ")).forEach(word -> KINDS.put(word, kind));
        });
        String ends = "党支部:PARTY_BRANCH 党小组:PARTY_GROUP 党总支:PARTY_COMMITTEE 党委:PARTY_COMMITTEE 党工委:PARTY_COMMITTEE"
                + " 村民小组:GROUP 居民小组:GROUP 小组:GROUP 组:GROUP 网格:GRID 居委会:VILLAGE 村委会:VILLAGE"
                + " 居民委员会:VILLAGE 村民委员会:VILLAGE 社区:VILLAGE 村:VILLAGE 街道办事处:TOWN 街道:TOWN 镇:TOWN 乡:TOWN"
                + " 开发区:ZONE 高新区:ZONE 工业园:PARK 产业园:PARK 园区:PARK 有限公司:ENTERPRISE 公司:ENTERPRISE"
                + " 合作社:ENTERPRISE 自治县:COUNTY 县:COUNTY 区:COUNTY 旗:COUNTY 自治区:PROVINCE 省:PROVINCE"
                + " 局:DEPARTMENT 办公室:DEPARTMENT 办:DEPARTMENT 站:DEPARTMENT 所:DEPARTMENT 中心:DEPARTMENT 队:DEPARTMENT"
                + " 河:RIVER 水库:RIVER 湖:RIVER";
        for (String end : ends.split(" ")) {
            String[] parts = end.split(":");
            ENDS.put(parts[0], UnitKind.valueOf(parts[1]));
        }
    }

    private KindWords() {}

    /** The kind of a word of a list. */
    static Optional<UnitKind> find(String written) {
        return Optional.ofNullable(KINDS.get(Cells.plain(written).toLowerCase(Locale.ROOT)));
    }

    /** The word under which we write a kind in lists. */
    static String word(UnitKind kind) {
        return WORDS.getOrDefault(kind, kind.word()).split(" ")[0];
    }

    /** What could have been meant, for a refusal: the nearest word, or the usual ones. */
    static String nearest(String written) {
        return Nearest.to(written, KINDS.keySet()).orElse("县、乡镇、开发区、园区、村、网格、村民小组、部门、企业、党支部");
    }

    /** What the end of the name tells; a village's name also ends so where remarks in brackets follow. */
    static Optional<UnitKind> ofName(String name) {
        String bare = name.replaceAll("[（(][^）)]*[）)]$", "");
        return ENDS.entrySet().stream()
                .filter(end -> bare.length() > end.getKey().length() && bare.endsWith(end.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What the letters of a code of our own tell. */
    static Optional<UnitKind> ofCode(String code) {
        return Arrays.stream(UnitKind.values())
                .filter(kind -> OwnCode.looksOwn(code) && OwnCode.kind(code).equals(Optional.of(kind)))
                .findFirst();
    }
}
