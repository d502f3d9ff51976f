package cn.shiji.plan;

import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known units that a document means by the names it uses: as written, without the place before it (县农业农村局),
 * by the abbreviations offices use (发改局, 农办), all of a kind (各村（社区）), and the office of the same field in the unit
 * whose plan it is, where the document names the bureau above it. Pure.
 */
final class UnitNames {

    private static final double ALIKE = 0.6;

    /** Begins the name of a unit of that level in general: 县农业农村局 is no unit called 县农业农村. */
    private static final Pattern LEVEL = Pattern.compile("^(?:[省市县区]委(?!会)|省|市|县|区|镇|乡|街道|市县|县乡|镇直|县直)(?=..)");

    private static final Pattern ENDING =
            Pattern.compile("(?:工作办公室|办公室|工作站|服务中心|管理站|管理所|工作委员会|委员会|[省市县区]?分局|大队|支队|中队|中心|局|委|办|站|所|厅|部|科|股|队|院|室)$");

    private static final Pattern OF_A_VILLAGE =
            Pattern.compile("^(.{1,8}?)(?:村民委员会|村委会|居民委员会|居委会|党支部|党总支|党委|两委|村两委|支部)$");

    private static final Pattern AND_OTHERS = Pattern.compile("(?:等(?:有关|相关)?(?:部门|单位|站所|办所)?|等)$");
    private static final Pattern OTHER_SIGNS = Pattern.compile("[\\s（）()“”\"《》·]");
    private static final Pattern ALL_VILLAGES =
            Pattern.compile("^(?:各|全体|所有|全镇各|全镇|镇属各|辖区内?各)(?:行政)?(?:村|村社区|村及?社区|村居|村级组织|村党组织|村委会|村两委|涉[及]?村).*");
    private static final Pattern ALL_COMMUNITIES = Pattern.compile("^(?:各|全体|所有)(?:社区|居委会).*");
    private static final Pattern ALL_TOWNS = Pattern.compile("^(?:各|全体|所有)(?:乡|镇|街道).*");
    private static final Pattern ALL_OFFICES =
            Pattern.compile("^(?:镇|镇直|机关)?(?:各|全体|所有)(?:镇直|机关)?(?:办|站|所|科室|办公室|内设机构).*");
    private static final Pattern SOME_OFFICES = Pattern.compile(
            "^(?:镇直|县直|机关)?(?:各|有关|相关|其他|各有关|各相关|各职能|职能|各成员|成员)(?:有关|相关|职能)?(?:部门|单位|责任单位|成员单位|镇直单位|企业|方面).*");

    /**
     * Fields of work as offices call them. The first word of a row is how the field is told; a unit belongs to a field when
     * its name without place and ending is one of the row.
     */
    private static final List<List<String>> FIELDS = List.of(
            List.of("发展改革", "发改", "发展和改革", "发展与改革", "发改和科技"),
            List.of("农业农村", "农业", "农村", "农", "农牧", "农业服务", "农业综合服务", "农业农村工作", "农业技术推广"),
            List.of("人力资源社会保障", "人社", "人力资源和社会保障", "劳动保障", "社保"),
            List.of("自然资源", "自规", "自然资源和规划", "国土", "国土资源"),
            List.of("住房城乡建设", "住建", "住房和城乡建设", "城乡建设", "村镇建设", "规建"),
            List.of("卫生健康", "卫健", "卫生", "卫生院", "卫计"),
            List.of("文化旅游", "文旅", "文化和旅游", "文广旅", "文广新旅", "文体旅", "文化", "旅游", "文化广电和旅游", "文化体育和旅游"),
            List.of("工业信息化", "工信", "工业和信息化", "经信", "经济和信息化", "科工信", "工信商务"),
            List.of("市场监管", "市监", "市场监督管理", "市场监督", "工商"),
            List.of("应急", "应急管理", "应急管理和安全生产", "安监", "安全生产", "安全生产监督管理"),
            List.of("生态环境", "环保", "生态环保", "环境保护", "生态环境保护"),
            List.of("交通运输", "交通", "公路"),
            List.of("教育", "教体", "教科体", "教育体育", "教育和体育", "中心学校"),
            List.of("公安", "派出", "公安派出"),
            List.of("水利", "水务", "水利水保"),
            List.of("林业", "林草", "林业和草原", "林业草原", "园林绿化", "林"),
            List.of("财政", "财政和经济", "经管财政"),
            List.of("退役军人", "退役军人事务", "退役军人服务"),
            List.of("医疗保障", "医保"),
            List.of("城市管理", "城管", "综合执法", "综合行政执法", "城市管理执法"),
            List.of("党政", "党政综合", "党政综合事务", "综合"),
            List.of("党建", "党建工作", "组织", "组织人事", "党群", "党群工作"),
            List.of("社会治理", "综治", "平安建设", "平安法治", "社会治安综合治理", "政法", "综治维稳", "平安"),
            List.of("经济发展", "经发", "经济", "经济建设", "招商", "招商引资", "经济发展和招商"),
            List.of("乡村振兴", "扶贫", "巩固脱贫"),
            List.of("纪检监察", "纪检", "纪委", "纪委监委", "监察"),
            List.of("统计"),
            List.of("审计"),
            List.of("商务"),
            List.of("民政"),
            List.of("司法"),
            List.of("信访"),
            List.of("宣传"),
            List.of("人民武装", "武装"),
            List.of("便民服务", "政务服务", "行政审批", "党群服务"));

    /** Where a town has no office of the field, the one that mostly does its work; never more than possible. */
    private static final Map<String, String> DONE_BY = Map.ofEntries(
            Map.entry("发展改革", "经济发展"),
            Map.entry("工业信息化", "经济发展"),
            Map.entry("商务", "经济发展"),
            Map.entry("统计", "经济发展"),
            Map.entry("市场监管", "经济发展"),
            Map.entry("司法", "社会治理"),
            Map.entry("信访", "社会治理"),
            Map.entry("公安", "社会治理"),
            Map.entry("民政", "社会治理"),
            Map.entry("宣传", "党建"),
            Map.entry("纪检监察", "党政"),
            Map.entry("乡村振兴", "农业农村"),
            Map.entry("退役军人", "社会治理"),
            Map.entry("教育", "党政"));

    private static final Map<String, String> FIELD_OF = fields();

    private final List<Unit> known;
    private final @Nullable Unit own;
    private final Map<String, List<Unit>> byPlain = new HashMap<>();
    private final Map<String, List<Unit>> byField = new HashMap<>();

    /**
     * @param known the unit whose plan it is, first, and all below it
     */
    UnitNames(List<Unit> known) {
        this.known = known;
        this.own = known.isEmpty() ? null : known.getFirst();
        for (Unit unit : known) {
            byPlain.computeIfAbsent(plain(unit.name()), plain -> new ArrayList<>())
                    .add(unit);
            String field = unit.kind() == UnitKind.DEPARTMENT ? field(unit.name()) : null;
            if (field != null) {
                byField.computeIfAbsent(field, any -> new ArrayList<>()).add(unit);
            }
        }
    }

    /** How sure one can be of what is meant. */
    enum Sure {
        /** The name itself, or one that can only mean it. */
        CERTAIN,
        /** What an office would take it for. */
        LIKELY,
        /** One of several things that may be meant. */
        POSSIBLE
    }

    /**
     * What a name means.
     *
     * @param units all of them are meant together; or, where a person has to choose, each is one candidate
     * @param why the code of the reason, told with the name and the units
     */
    record Meant(String name, List<Unit> units, Sure sure, boolean choose, String why) {

        boolean settled() {
            return !units.isEmpty() && !choose && sure != Sure.POSSIBLE;
        }
    }

    /** The known units among the names that are beyond doubt, each once, in the role the document gives it. */
    List<PlanView.NodeUnitView> suggest(List<PlanTree.NamedUnit> named) {
        Map<Long, PlanView.NodeUnitView> found = new LinkedHashMap<>();
        for (PlanTree.NamedUnit unit : named) {
            Meant meant = meant(unit.name());
            if (meant.settled()) {
                for (Unit one : meant.units()) {
                    found.putIfAbsent(
                            one.id().value(),
                            new PlanView.NodeUnitView(
                                    one.id().value(), one.name(), unit.role().word()));
                }
            }
        }
        return withLead(new ArrayList<>(found.values()));
    }

    /** Where a document only says who is responsible, the first one named leads. */
    static List<PlanView.NodeUnitView> withLead(List<PlanView.NodeUnitView> units) {
        String lead = DutyRole.LEAD.word();
        if (!units.isEmpty() && units.stream().noneMatch(unit -> unit.role().equals(lead))) {
            PlanView.NodeUnitView first = units.getFirst();
            units.set(0, new PlanView.NodeUnitView(first.unit(), first.name(), lead));
        }
        return List.copyOf(units);
    }

    /** What a name means; without units where nothing known comes near it. */
    Meant meant(String name) {
        String written = AND_OTHERS.matcher(name.strip()).replaceFirst("");
        String plain = plain(written);
        if (plain.isEmpty()) {
            return none(name);
        }
        Meant many = many(name, plain);
        if (many != null) {
            return many;
        }
        Meant same = same(name, plain);
        if (same != null) {
            return same;
        }
        Meant ofField = ofField(name, plain);
        if (ofField != null) {
            return ofField;
        }
        return near(name, plain);
    }

    private static Meant none(String name) {
        return new Meant(name, List.of(), Sure.POSSIBLE, false, "plan.suggest.unknown");
    }

    /** Names that mean all of a kind. */
    private @Nullable Meant many(String name, String plain) {
        if (ALL_COMMUNITIES.matcher(plain).matches()) {
            return all(name, of(UnitKind.VILLAGE, "社区"), Sure.CERTAIN, "plan.suggest.all-villages");
        }
        if (ALL_VILLAGES.matcher(plain).matches()) {
            return all(name, of(UnitKind.VILLAGE, ""), Sure.CERTAIN, "plan.suggest.all-villages");
        }
        if (ALL_TOWNS.matcher(plain).matches()) {
            List<Unit> towns = of(UnitKind.TOWN, "").stream()
                    .filter(unit -> !unit.equals(own))
                    .toList();
            return towns.isEmpty() ? none(name) : all(name, towns, Sure.CERTAIN, "plan.suggest.all-towns");
        }
        if (ALL_OFFICES.matcher(plain).matches()) {
            return all(name, offices(), Sure.LIKELY, "plan.suggest.all-offices");
        }
        if (SOME_OFFICES.matcher(plain).matches()) {
            return new Meant(name, offices(), Sure.POSSIBLE, true, "plan.suggest.some-offices");
        }
        return null;
    }

    private static Meant all(String name, List<Unit> units, Sure sure, String why) {
        return units.isEmpty() ? none(name) : new Meant(name, units, sure, false, why);
    }

    private List<Unit> of(UnitKind kind, String ending) {
        return known.stream()
                .filter(unit -> unit.kind() == kind && unit.name().endsWith(ending))
                .toList();
    }

    /** The offices directly below the unit whose plan it is. */
    private List<Unit> offices() {
        return known.stream()
                .filter(unit ->
                        unit.kind() == UnitKind.DEPARTMENT && (own == null || Objects.equals(unit.parent(), own.id())))
                .toList();
    }

    /** The unit of this very name, with or without the place before it, or the village whose committee is named. */
    private @Nullable Meant same(String name, String plain) {
        List<Unit> exact = byPlain.getOrDefault(plain, List.of());
        if (!exact.isEmpty()) {
            return one(name, exact, Sure.CERTAIN, "plan.suggest.same-name");
        }
        String bare = withoutPlace(plain);
        List<Unit> placed = byPlain.getOrDefault(bare, List.of());
        if (!bare.equals(plain) && !placed.isEmpty()) {
            return one(name, placed, Sure.CERTAIN, "plan.suggest.without-place");
        }
        Matcher committee = OF_A_VILLAGE.matcher(bare);
        String village = committee.matches() ? committee.group(1) : bare;
        for (String ending : List.of("", "村", "社区")) {
            List<Unit> villages = byPlain.getOrDefault(village + ending, List.of()).stream()
                    .filter(unit -> unit.kind() == UnitKind.VILLAGE)
                    .toList();
            if (!villages.isEmpty()) {
                return one(name, villages, Sure.CERTAIN, "plan.suggest.short-village");
            }
        }
        if (own != null && Set.of("镇政府", "镇党委", "镇人民政府", "党委政府", "乡政府", "镇党委政府").contains(plain)) {
            return one(name, List.of(own), Sure.CERTAIN, "plan.suggest.own-unit");
        }
        return null;
    }

    private Meant one(String name, List<Unit> candidates, Sure sure, String why) {
        List<Unit> closest = candidates;
        if (candidates.size() > 1 && own != null) {
            List<Unit> below = candidates.stream()
                    .filter(unit -> Objects.equals(unit.parent(), own.id()))
                    .toList();
            closest = below.isEmpty() ? candidates : below;
        }
        return closest.size() == 1
                ? new Meant(name, closest, sure, false, why)
                : new Meant(name, closest, Sure.POSSIBLE, true, "plan.suggest.several");
    }

    /** The office of the field the name speaks of. */
    private @Nullable Meant ofField(String name, String plain) {
        String field = field(plain);
        if (field == null) {
            return null;
        }
        List<Unit> offices = byField.getOrDefault(field, List.of());
        if (!offices.isEmpty()) {
            boolean bureau = plain.endsWith("局") || plain.endsWith("委") || plain.endsWith("部") || plain.endsWith("厅");
            boolean ours = own == null || own.kind() != UnitKind.COUNTY;
            boolean ownIsBureau =
                    offices.stream().allMatch(unit -> plain(unit.name()).endsWith("局"));
            // In a town's plan the bureau stands above; in a county's it is the unit itself.
            return bureau && ours && !ownIsBureau
                    ? one(name, offices, Sure.LIKELY, "plan.suggest.same-field")
                    : one(name, offices, Sure.CERTAIN, "plan.suggest.abbreviation");
        }
        String doer = DONE_BY.get(field);
        List<Unit> doers = doer == null ? List.of() : byField.getOrDefault(doer, List.of());
        return doers.isEmpty() ? null : new Meant(name, doers, Sure.POSSIBLE, true, "plan.suggest.near-field");
    }

    /** The unit whose name the other holds, else those most alike. */
    private Meant near(String name, String plain) {
        List<Unit> held = known.stream()
                .filter(unit -> !unit.equals(own))
                .filter(unit -> plain.contains(plain(unit.name())))
                .sorted(Comparator.comparingInt((Unit unit) -> -unit.name().length()))
                .toList();
        if (!held.isEmpty()) {
            Set<Unit> all = new LinkedHashSet<>(held);
            return all.size() == 1
                    ? new Meant(name, held, Sure.LIKELY, false, "plan.suggest.holds-name")
                    : new Meant(name, List.copyOf(all), Sure.POSSIBLE, true, "plan.suggest.several");
        }
        List<Unit> alike = known.stream()
                .filter(unit -> !unit.equals(own) && Likeness.of(plain, plain(unit.name())) >= ALIKE)
                .sorted(Comparator.comparingDouble((Unit unit) -> -Likeness.of(plain, plain(unit.name()))))
                .limit(3)
                .toList();
        return alike.isEmpty() ? none(name) : new Meant(name, alike, Sure.POSSIBLE, true, "plan.suggest.alike");
    }

    private static String plain(String name) {
        return OTHER_SIGNS.matcher(name).replaceAll("");
    }

    /** The name without the place it begins with: that of our own unit or county, or a level in general. */
    private String withoutPlace(String plain) {
        String bare = plain;
        if (own != null) {
            String place = own.name();
            if (bare.startsWith(place) && bare.length() > place.length() + 1) {
                bare = bare.substring(place.length());
            }
        }
        Matcher level = LEVEL.matcher(bare);
        return level.find() ? bare.substring(level.end()) : bare;
    }

    /** The field of work a unit's name speaks of, or null. */
    private @Nullable String field(String name) {
        String bare = withoutPlace(plain(name));
        String stem = bare;
        while (true) {
            String known = FIELD_OF.get(stem);
            if (known != null) {
                return known;
            }
            String shorter = ENDING.matcher(stem).replaceFirst("");
            if (shorter.equals(stem) || shorter.isEmpty()) {
                return null;
            }
            stem = shorter;
        }
    }

    private static Map<String, String> fields() {
        Map<String, String> found = new HashMap<>();
        FIELDS.forEach(row -> row.forEach(word -> found.putIfAbsent(word, row.getFirst())));
        return Map.copyOf(found);
    }
}
