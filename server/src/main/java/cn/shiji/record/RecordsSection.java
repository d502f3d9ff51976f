package cn.shiji.record;

import cn.shiji.kernel.Nearest;
import cn.shiji.mechanism.Audience;
import cn.shiji.mechanism.PackChecks;
import cn.shiji.mechanism.PackNode;
import cn.shiji.mechanism.PackSection;
import cn.shiji.mechanism.Shape;
import cn.shiji.mechanism.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The {@code records} of a pack: forms, their fields, and the facts they give. */
@Component
class RecordsSection implements PackSection<RecordForms> {

    private static final Set<String> NUMBERS = Set.of("integer", "decimal");
    private static final Set<String> SUBJECTS = Set.of("text", "choice", "person", "unit", "integer", "date");
    private static final Set<String> RESERVED = Set.of("day", "unit", "title", "state", "version");
    private static final int DECIMALS = 2;
    private static final int MOST_DECIMALS = 6;
    private static final int TEXT = 200;
    private static final int LONG_TEXT = 5000;
    private static final int PHOTOS = 9;

    @Override
    public String key() {
        return "records";
    }

    @Override
    public Words meaning() {
        return new Words("要记下来的事：每一种一张表单", "What is written down: one form for each kind");
    }

    @Override
    public Class<RecordForms> type() {
        return RecordForms.class;
    }

    @Override
    public Shape shape() {
        Shape.Keyed form = Shape.keyed()
                .required("label", Shape.bilingual(40), "名称", "Its name as shown")
                .optional(
                        "day",
                        Shape.bilingual(20),
                        "日期一栏叫什么；每条记录都有日期，不得晚于今天",
                        "What the day is called; every record has one, never after today")
                .required(
                        "title",
                        Shape.text(200),
                        "列表里怎样称呼一条记录，花括号里写字段名",
                        "How a record is called in lists, with field names in braces")
                .optional(
                        "purpose",
                        new Shape.OneOf(List.of(
                                Shape.option("safety", "安全保卫", "Safety"),
                                Shape.option("emergency", "应急处置", "Emergency"))),
                        "仅安全、应急类可对干部要求必填照片和点名",
                        "Only safety and emergency records may make photos and roll calls of cadres compulsory")
                .required("fields", new Shape.Named(field(), 60), "字段，按显示顺序", "The fields, in the order shown")
                .optional("facts", new Shape.Named(fact(), 30), "由一条记录得出的事实", "The facts a record gives");
        return new Shape.Named(form, 12);
    }

    private static Shape field() {
        Shape who = new Shape.OneOf(List.of(
                Shape.option("cadres", "本单位及以下的干部", "The cadres of the unit and below"),
                Shape.option("people", "本单位及以下的人员", "The people of the unit and below")));
        Shape where = new Shape.OneOf(List.of(
                Shape.option("neighbours", "县内其他村", "Other villages of the county"),
                Shape.option("own", "本单位及以下", "The unit and those below it")));
        Shape.Keyed common = Shape.keyed()
                .required("label", Shape.bilingual(30), "名称", "Its name as shown")
                .optional("required", new Shape.Truth(), "是否必填", "Whether it must be filled in")
                .optional("help", Shape.bilingual(100), "填写说明", "One sentence of help");
        Shape.Keyed number = common.optional("min", new Shape.Decimal(), "最小值", "The smallest accepted")
                .optional("max", new Shape.Decimal(), "最大值", "The largest accepted")
                .optional("unit", Shape.text(10), "计量单位", "What it is measured in");
        Map<Shape.Option, Shape.Keyed> types = new LinkedHashMap<>();
        types.put(
                Shape.option("text", "一行文字", "One line of text"),
                common.optional("max_length", new Shape.Whole(1, 500), "最多几个字", "The most characters")
                        .optional("suggest", new Shape.Truth(), "是否提示以前填过的", "Whether earlier values are offered"));
        types.put(
                Shape.option("long-text", "多行文字", "Text of several lines"),
                common.optional("max_length", new Shape.Whole(1, 20_000), "最多几个字", "The most characters"));
        types.put(Shape.option("integer", "整数", "A whole number"), number);
        types.put(
                Shape.option("decimal", "小数", "A number"),
                number.optional("decimals", new Shape.Whole(1, MOST_DECIMALS), "最多几位小数", "Places after the point"));
        types.put(Shape.option("date", "日期", "A day"), common);
        types.put(
                Shape.option("choice", "单选", "One of several options"),
                common.required(
                        "options",
                        new Shape.ListOf(
                                new Shape.Either(
                                        Shape.text(40),
                                        Shape.keyed()
                                                .required("value", Shape.text(40), "存下的值", "What is kept")
                                                .required("label", Shape.bilingual(40), "显示的名称", "What is shown")),
                                60),
                        "可选项",
                        "The options"));
        types.put(Shape.option("person", "一个人", "One person"), common.optional("of", who, "从哪些人里选", "Among whom"));
        types.put(
                Shape.option("unit", "一个单位", "One unit"), common.required("of", where, "从哪些单位里选", "Among which units"));
        types.put(
                Shape.option("units", "几个单位", "Several units"),
                common.required("of", where, "从哪些单位里选", "Among which units"));
        types.put(
                Shape.option("roll-call", "点名", "Who came and who did not"),
                common.required("of", who, "点哪些人的名", "Whose names are called")
                        .optional(
                                "voluntary",
                                new Shape.Truth(),
                                "是否自愿；对干部必须为 true",
                                "Whether it is voluntary; must be true for cadres"));
        types.put(
                Shape.option("photos", "照片", "Photos"),
                common.optional("most", new Shape.Whole(1, 30), "最多几张", "How many at most"));
        types.put(
                Shape.option("files", "附件", "Files"),
                common.optional("most", new Shape.Whole(1, 30), "最多几个", "How many at most"));
        return new Shape.ByWord("type", new Words("字段类型", "The type of field"), types);
    }

    private static Shape fact() {
        return Shape.keyed()
                .required(
                        "quantity",
                        Shape.text(60),
                        "数量：一个数，或一个数字字段的名称",
                        "How much: a number, or the name of a number field")
                .optional(
                        "each",
                        Shape.text(60),
                        "点名或几个单位字段：每人（每单位）一个事实",
                        "A roll call or a field of units: one fact for each entry")
                .optional(
                        "where",
                        new Shape.OneOf(List.of(
                                Shape.option("present", "到", "Came"),
                                Shape.option("leave", "请假", "On leave"),
                                Shape.option("absent", "未到", "Absent"))),
                        "只算点名中的这一种",
                        "Only entries of the roll call with this status")
                .optional(
                        "subject",
                        Shape.text(60),
                        "去重计数的对象：person（点名的人）、unit（各单位）或字段名",
                        "Who or what, for distinct counts: person (of the roll call), unit (of the units) or the name of a field")
                .optional(
                        "units",
                        new Shape.ListOf(Shape.text(60), 5),
                        "一同参加的单位所在的字段",
                        "Fields with units that take part as well");
    }

    @Override
    public void check(PackNode section, PackChecks checks) {
        for (PackNode.Entry form : section.entriesOf()) {
            checkForm(form.value(), checks);
        }
    }

    private static void checkForm(PackNode form, PackChecks checks) {
        Map<String, PackNode> fields = form.named("fields");
        // Fields with a fault of their own were left out; their names are still known.
        boolean rulesOfCadres = checks.audience().filter(Audience.CADRE::equals).isPresent()
                && form.text("purpose").isEmpty();
        form.get("fields")
                .ifPresent(node -> node.entriesOf().forEach(entry -> {
                    if (RESERVED.contains(entry.name())) {
                        checks.fault(entry.key(), "pack.reserved-name", entry.name());
                    }
                    checkField(entry, rulesOfCadres, checks);
                }));
        form.get("title").ifPresent(title -> {
            for (String name : TitleTemplate.names(title.asText().orElse(""))) {
                if (!name.equals("day") && !fields.containsKey(name)) {
                    unknownField(title, name, fields.keySet(), checks);
                }
            }
        });
        form.get("facts").ifPresent(facts -> facts.entriesOf().forEach(fact -> checkFact(fact, fields, checks)));
    }

    private static void checkField(PackNode.Entry entry, boolean rulesOfCadres, PackChecks checks) {
        PackNode field = entry.value();
        String type = field.text("type").orElse("");
        Optional<BigDecimal> least = field.number("min");
        Optional<BigDecimal> most = field.number("max");
        if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
            checks.fault(
                    field.get("min").orElse(field),
                    "pack.min-above-max",
                    least.get().toPlainString(),
                    most.get().toPlainString());
        }
        Set<String> values = new HashSet<>();
        for (PackNode option : field.list("options")) {
            String value = option.asText().or(() -> option.text("value")).orElse("");
            if (!value.isEmpty() && !values.add(value)) {
                checks.fault(option, "pack.doubled-option", value);
            }
        }
        if (rulesOfCadres) {
            if (type.equals("photos") && field.truth("required")) {
                checks.fault(field.get("required").orElse(field), "pack.photo-compulsory", entry.name());
            }
            if (type.equals("roll-call") && field.truth("required")) {
                checks.fault(field.get("required").orElse(field), "pack.roll-call-compulsory", entry.name());
            }
            if (type.equals("roll-call") && !field.truth("voluntary")) {
                checks.faultSuggesting(
                        "voluntary: true",
                        field.get("voluntary").orElse(entry.key()),
                        "pack.roll-call-not-voluntary",
                        entry.name());
            }
        }
    }

    private static void checkFact(PackNode.Entry entry, Map<String, PackNode> fields, PackChecks checks) {
        PackNode fact = entry.value();
        checks.define("fact", entry.name(), fact.get("subject").isPresent() ? new String[] {"subject"} : new String[0]);
        fact.get("quantity").ifPresent(quantity -> {
            String text = quantity.asText().orElse("");
            if (!Shape.NUMBER.matcher(text).matches()) {
                typed(quantity, fields, NUMBERS, "pack.field-not-number", checks);
            } else if (new BigDecimal(text).signum() <= 0) {
                checks.fault(quantity, "pack.quantity-not-positive", text);
            }
        });
        fact.get("each")
                .ifPresent(each -> typed(each, fields, Set.of("roll-call", "units"), "pack.field-not-a-list", checks));
        String each = fact.text("each")
                .map(fields::get)
                .flatMap(field -> field.text("type"))
                .orElse("");
        fact.get("where").ifPresent(where -> {
            if (!each.equals("roll-call")) {
                checks.fault(where, "pack.where-without-roll-call");
            }
        });
        fact.get("subject").ifPresent(subject -> {
            String name = subject.asText().orElse("");
            boolean ofEntry =
                    name.equals("person") && each.equals("roll-call") || name.equals("unit") && each.equals("units");
            if (ofEntry || (name.equals("person") || name.equals("unit")) && !fields.containsKey(name)) {
                if (!ofEntry) {
                    checks.fault(subject, "pack.subject-without-each", name);
                }
            } else {
                typed(subject, fields, SUBJECTS, "pack.field-not-a-subject", checks);
            }
        });
        for (PackNode units : fact.list("units")) {
            typed(units, fields, Set.of("unit", "units"), "pack.field-not-units", checks);
        }
    }

    /** Tells where a name is none of a field, or of one of another type. */
    private static void typed(
            PackNode at, Map<String, PackNode> fields, Set<String> types, String otherType, PackChecks checks) {
        String name = at.asText().orElse("");
        PackNode field = fields.get(name);
        if (field == null) {
            unknownField(
                    at,
                    name,
                    fields.entrySet().stream()
                            .filter(each ->
                                    types.contains(each.getValue().text("type").orElse("")))
                            .map(Map.Entry::getKey)
                            .toList(),
                    checks);
        } else if (field.text("type").filter(type -> !types.contains(type)).isPresent()) {
            // A field whose own type is wrong was told already.
            checks.fault(at, otherType, name);
        }
    }

    private static void unknownField(PackNode at, String name, Collection<String> known, PackChecks checks) {
        if (known.isEmpty()) {
            checks.fault(at, "pack.no-such-field-nor-any", name);
            return;
        }
        checks.faultSuggesting(
                Nearest.to(name, known).orElse(null), at, "pack.unknown-field", name, String.join(", ", known));
    }

    @Override
    public RecordForms read(String pack, PackNode section) {
        List<RecordForm> forms = new ArrayList<>();
        for (PackNode.Entry entry : section.entriesOf()) {
            PackNode form = entry.value();
            Map<String, PackNode> fields = form.named("fields");
            forms.add(new RecordForm(
                    entry.name(),
                    form.words("label").orElseThrow(),
                    form.words("day").orElse(new Words("日期", "Date")),
                    form.text("title").orElseThrow(),
                    fields.entrySet().stream()
                            .map(field -> readField(field.getKey(), field.getValue()))
                            .toList(),
                    form.named("facts").entrySet().stream()
                            .map(fact -> readFact(fact.getKey(), fact.getValue(), fields))
                            .toList()));
        }
        return new RecordForms(forms);
    }

    private static FormField readField(String name, PackNode field) {
        return new FormField(
                name,
                field.words("label").orElseThrow(),
                field.words("help").orElse(null),
                field.truth("required"),
                readType(field.text("type").orElseThrow(), field));
    }

    private static FieldType readType(String type, PackNode field) {
        return switch (type) {
            case "text" -> new FieldType.Text(whole(field, "max_length", TEXT), field.truth("suggest"));
            case "long-text" -> new FieldType.LongText(whole(field, "max_length", LONG_TEXT));
            case "integer" -> number(field, 0);
            case "decimal" -> number(field, whole(field, "decimals", DECIMALS));
            case "date" -> new FieldType.Day();
            case "choice" ->
                new FieldType.Choice(field.list("options").stream()
                        .map(RecordsSection::readOption)
                        .toList());
            case "person" -> new FieldType.OnePerson(who(field));
            case "unit" -> new FieldType.OneUnit(where(field));
            case "units" -> new FieldType.SeveralUnits(where(field));
            case "roll-call" -> new FieldType.RollCall(who(field), field.truth("voluntary"));
            case "photos" -> new FieldType.Attachments(true, whole(field, "most", PHOTOS));
            case "files" -> new FieldType.Attachments(false, whole(field, "most", PHOTOS));
            default -> throw new IllegalStateException("The shape lets no other type pass: " + type);
        };
    }

    private static FieldType.Numeric number(PackNode field, int decimals) {
        return new FieldType.Numeric(
                decimals,
                field.number("min").orElse(null),
                field.number("max").orElse(null),
                field.text("unit").orElse(null));
    }

    private static FieldType.Option readOption(PackNode option) {
        return option.asText()
                .map(text -> new FieldType.Option(text, new Words(text, text)))
                .orElseGet(() -> new FieldType.Option(
                        option.text("value").orElseThrow(),
                        option.words("label").orElseThrow()));
    }

    private static FactRule readFact(String name, PackNode fact, Map<String, PackNode> fields) {
        String quantity = fact.text("quantity").orElseThrow();
        return new FactRule(
                name,
                Shape.NUMBER.matcher(quantity).matches()
                        ? new FactRule.Amount.Fixed(new BigDecimal(quantity))
                        : new FactRule.Amount.Filled(quantity),
                fact.text("each").orElse(null),
                fact.text("where").flatMap(RollStatus::of).orElse(null),
                fact.text("subject")
                        .map(subject -> subject(subject, fact.text("each").orElse(null), fields))
                        .orElse(null),
                fact.list("units").stream()
                        .flatMap(unit -> unit.asText().stream())
                        .toList());
    }

    private static FactRule.Subject subject(
            String subject, @org.jspecify.annotations.Nullable String each, Map<String, PackNode> fields) {
        String list = Optional.ofNullable(each)
                .map(fields::get)
                .flatMap(field -> field.text("type"))
                .orElse("");
        boolean ofEntry =
                subject.equals("person") && list.equals("roll-call") || subject.equals("unit") && list.equals("units");
        return ofEntry ? new FactRule.Subject.OfEntry() : new FactRule.Subject.OfField(subject);
    }

    private static int whole(PackNode field, String key, int otherwise) {
        return field.text(key).map(Integer::parseInt).orElse(otherwise);
    }

    private static FieldType.Who who(PackNode field) {
        return field.text("of")
                .map(of -> FieldType.Who.valueOf(of.toUpperCase(Locale.ROOT)))
                .orElse(FieldType.Who.PEOPLE);
    }

    private static FieldType.Where where(PackNode field) {
        return FieldType.Where.valueOf(field.text("of").orElseThrow().toUpperCase(Locale.ROOT));
    }
}
