package cn.shiji.app.scenario;

import cn.shiji.access.Access;
import cn.shiji.directory.Directory;
import cn.shiji.directory.NewPerson;
import cn.shiji.directory.NewUnit;
import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.indicator.Figure;
import cn.shiji.indicator.Indicators;
import cn.shiji.indicator.ReportSentence;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import cn.shiji.mechanism.MarkedFile;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.mechanism.Pack;
import cn.shiji.mechanism.PackNode;
import cn.shiji.mechanism.PackWords;
import cn.shiji.record.FieldType;
import cn.shiji.record.FormField;
import cn.shiji.record.RecordCorrection;
import cn.shiji.record.RecordEntry;
import cn.shiji.record.RecordForm;
import cn.shiji.record.RecordForms;
import cn.shiji.record.RecordWithdrawal;
import cn.shiji.record.Records;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs the scenario of a pack against the real engines: configured, recorded, turned into facts, shown as figures, told as
 * a sentence. Each run founds a small county of its own, so runs do not meet.
 */
@Component
public class Scenarios {

    private static final int TEXT = 200;

    private final Mechanisms mechanisms;
    private final Records records;
    private final Indicators indicators;
    private final Directory directory;
    private final Access access;
    private final Clock clock;

    Scenarios(
            Mechanisms mechanisms,
            Records records,
            Indicators indicators,
            Directory directory,
            Access access,
            Clock clock) {
        this.mechanisms = mechanisms;
        this.records = records;
        this.indicators = indicators;
        this.directory = directory;
        this.access = access;
        this.clock = clock;
    }

    /** The file of a scenario, beside its pack. */
    public static final String FILE_NAME = "scenario.yaml";

    /**
     * Runs a scenario.
     *
     * @param pack the id of a pack in service
     * @param file how the file is called in what is told
     * @return what did not come out as it should, each with its place in the file; empty when all did
     */
    public List<String> run(String pack, String file, byte[] content) {
        MarkedFile scenario = MarkedFile.read(content, ScenarioShape.whole());
        if (!scenario.faults().isEmpty() || scenario.root() == null) {
            return scenario.faults().stream()
                    .map(fault -> PackWords.line(file, fault, Locale.CHINESE))
                    .toList();
        }
        Run run = new Run(mechanisms.get(pack), file, scenario.root());
        run.all();
        return run.wrong;
    }

    private final class Run {

        private final Pack pack;
        private final String file;
        private final PackNode scenario;
        private final List<String> wrong = new ArrayList<>();
        private final Map<String, Unit> units = new LinkedHashMap<>();
        private final Map<String, Person> people = new HashMap<>();
        private final Map<String, Kept> kept = new HashMap<>();
        private final Map<Integer, Integer> years = new HashMap<>();

        Run(Pack pack, String file, PackNode scenario) {
            this.pack = pack;
            this.file = file;
            this.scenario = scenario;
        }

        private record Kept(UUID id, String form, int version) {}

        void all() {
            Caller caller = found(scenario.get("given").orElseThrow());
            scenario.list("when").forEach(step -> step(caller, step));
            scenario.list("then").forEach(outcome -> outcome(caller, outcome));
        }

        private Caller found(PackNode given) {
            String mark = Long.toString(clock.millis(), 36) + "-" + Integer.toHexString(System.identityHashCode(this));
            Unit top = directory.top().orElseGet(() -> directory.found(new NewUnit("情景", UnitKind.COUNTY, null, null)));
            Unit county = directory.found(new NewUnit("情景县" + mark, UnitKind.COUNTY, top.id(), null));
            units.put("县", county);
            units.put("镇", directory.found(new NewUnit("情景镇", UnitKind.TOWN, county.id(), null)));
            units.put("邻镇", directory.found(new NewUnit("邻镇", UnitKind.TOWN, county.id(), null)));
            villages(given.list("villages"), "镇");
            villages(given.list("neighbours"), "邻镇");
            for (PackNode group : given.list("cadres")) {
                group.get("unit").flatMap(this::unit).ifPresent(unit -> {
                    List<NewPerson> newcomers = group.list("names").stream()
                            .flatMap(name -> name.asText().stream())
                            .map(name -> new NewPerson(Uuid7.next(clock), name, "干部", unit.id(), true))
                            .toList();
                    directory.take(newcomers);
                });
            }
            directory.peopleOf(county).forEach(person -> people.put(person.name(), person));
            String username = "scenario-" + mark;
            access.open(
                    username.substring(0, Math.min(40, username.length())),
                    UUID.randomUUID().toString(),
                    "情景",
                    county.id(),
                    Role.PARTY_OFFICE,
                    false);
            return access.callerNamed(username.substring(0, Math.min(40, username.length())));
        }

        private void villages(List<PackNode> names, String town) {
            Unit parent = Objects.requireNonNull(units.get(town));
            for (PackNode name : names) {
                String text = name.asText().orElse("");
                if (units.containsKey(text)) {
                    tell(name, "“" + text + "”写了两次");
                } else {
                    units.put(text, directory.found(new NewUnit(text, UnitKind.VILLAGE, parent.id(), null)));
                }
            }
        }

        private void step(Caller caller, PackNode step) {
            String kind = step.text("do").orElse("");
            try {
                switch (kind) {
                    case "record" -> record(caller, step);
                    case "correct" -> correct(caller, step);
                    case "withdraw" -> withdraw(caller, step);
                    default -> throw new IllegalStateException("The shape lets no other step pass: " + kind);
                }
            } catch (Problem refused) {
                tell(step, "被退回：" + words(refused));
            }
        }

        private void record(Caller caller, PackNode step) {
            Optional<Unit> unit = step.get("at").flatMap(this::unit);
            String formName = step.text("form").orElseThrow();
            Optional<RecordForm> form = pack.part(RecordForms.class).flatMap(forms -> forms.form(formName));
            if (form.isEmpty()) {
                tell(step, "没有“" + formName + "”这张表单");
                return;
            }
            Optional<LocalDate> day = day(step);
            if (unit.isEmpty() || day.isEmpty()) {
                return;
            }
            UUID id = Uuid7.next(clock);
            RecordEntry entry = new RecordEntry(
                    pack.id(),
                    formName,
                    unit.get().id().value(),
                    day.get(),
                    values(form.get(), step.get("values").orElseThrow()));
            TreeSet<String> refused = new TreeSet<>(step.list("refused").stream()
                    .flatMap(each -> each.asText().stream())
                    .toList());
            try {
                records.enter(caller, id, entry);
            } catch (Problem problem) {
                TreeSet<String> found = new TreeSet<>(
                        problem.faults().stream().map(Problem.Fault::at).toList());
                if (refused.isEmpty() || !found.equals(refused)) {
                    tell(step, "被退回：" + words(problem));
                }
                return;
            }
            if (!refused.isEmpty()) {
                tell(step, "应被退回，却存下了");
            }
            years.merge(day.get().getYear(), 1, Integer::sum);
            step.text("as").ifPresent(name -> kept.put(name, new Kept(id, formName, 1)));
        }

        private void correct(Caller caller, PackNode step) {
            Kept which = which(step);
            if (which == null) {
                return;
            }
            RecordForm form = pack.part(RecordForms.class)
                    .flatMap(forms -> forms.form(which.form))
                    .orElseThrow();
            records.correct(
                    caller,
                    which.id,
                    new RecordCorrection(
                            which.version,
                            null,
                            values(form, step.get("values").orElseThrow()),
                            step.text("reason").orElseThrow()));
            kept.put(step.text("which").orElseThrow(), new Kept(which.id, which.form, which.version + 1));
        }

        private void withdraw(Caller caller, PackNode step) {
            Kept which = which(step);
            if (which != null) {
                records.withdraw(
                        caller,
                        which.id,
                        new RecordWithdrawal(which.version, step.text("reason").orElseThrow()));
            }
        }

        private @Nullable Kept which(PackNode step) {
            String name = step.text("which").orElseThrow();
            Kept which = kept.get(name);
            if (which == null) {
                tell(step, "前面没有叫“" + name + "”的记录");
            }
            return which;
        }

        private void outcome(Caller caller, PackNode outcome) {
            Optional<Unit> unit = outcome.get("at").flatMap(this::unit);
            if (unit.isEmpty()) {
                return;
            }
            Period year =
                    Period.year(years.keySet().stream().max(Integer::compare).orElse(2025));
            for (PackNode.Entry figure :
                    outcome.get("figures").map(PackNode::entriesOf).orElse(List.of())) {
                try {
                    Figure found = indicators.read(
                            caller, pack.id() + "." + figure.name(), unit.get().id(), year, null);
                    String wanted = figure.value().asText().orElse("");
                    if (!plain(found.value()).equals(wanted)) {
                        tell(
                                figure.value(),
                                outcome.text("at").orElse("") + "的"
                                        + found.indicator().label().zh() + "应为 " + wanted + "，实为 "
                                        + plain(found.value()));
                    }
                } catch (Problem missing) {
                    tell(figure.key(), words(missing));
                }
            }
            outcome.get("sentence").ifPresent(sentence -> {
                String told = sentence(caller, unit.get().id(), year);
                if (!told.equals(sentence.asText().orElse(""))) {
                    tell(sentence, "报告里写的是：" + told);
                }
            });
        }

        private String sentence(Caller caller, UnitId unit, Period year) {
            StringBuilder told = new StringBuilder();
            Optional<ReportSentence> template = indicators.sentence(pack.id());
            for (ReportSentence.Piece piece :
                    template.map(found -> found.pieces(Locale.CHINESE)).orElse(List.of())) {
                told.append(
                        switch (piece) {
                            case ReportSentence.Piece.Text(String text) -> text;
                            case ReportSentence.Piece.Value(String indicator) ->
                                plain(indicators
                                        .read(caller, indicator, unit, year, null)
                                        .value());
                        });
            }
            return told.toString();
        }

        private Optional<Unit> unit(PackNode name) {
            Unit unit = units.get(name.asText().orElse(""));
            if (unit == null) {
                tell(name, "given 里没有这个单位；可用：" + String.join("、", units.keySet()));
            }
            return Optional.ofNullable(unit);
        }

        private Optional<LocalDate> day(PackNode step) {
            try {
                return step.text("day").map(LocalDate::parse);
            } catch (DateTimeParseException wrongDay) {
                tell(step.get("day").orElse(step), "不是日期，应如 2025-03-06");
                return Optional.empty();
            }
        }

        /** What was written, as a browser would send it: names of people and units become their ids. */
        private Map<String, @Nullable Object> values(RecordForm form, PackNode written) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (PackNode.Entry entry : written.entriesOf()) {
                FieldType type = form.field(entry.name()).map(FormField::type).orElse(new FieldType.LongText(TEXT));
                values.put(entry.name(), value(type, entry.value()));
            }
            return values;
        }

        private Object value(FieldType type, PackNode written) {
            return switch (type) {
                case FieldType.Numeric _ ->
                    written.asText()
                            .filter(cn.shiji.mechanism.Shape.NUMBER.asMatchPredicate())
                            .<Object>map(BigDecimal::new)
                            .orElse(written.asText().orElse(""));
                case FieldType.OnePerson _ -> person(written);
                case FieldType.OneUnit _ -> unitNumber(written);
                case FieldType.SeveralUnits _ ->
                    written.items().stream().map(this::unitNumber).toList();
                case FieldType.RollCall _ ->
                    written.entriesOf().stream()
                            .map(entry -> Map.of(
                                    "person",
                                    person(entry.key()),
                                    "status",
                                    entry.value().asText().orElse("")))
                            .toList();
                case FieldType.Text _,
                        FieldType.LongText _,
                        FieldType.Day _,
                        FieldType.Choice _,
                        FieldType.Attachments _ -> written.asText().orElse("");
            };
        }

        private Object unitNumber(PackNode name) {
            return unit(name).map(unit -> (Object) unit.id().value()).orElse("");
        }

        private Object person(PackNode name) {
            Person person = people.get(name.asText().orElse(""));
            if (person == null) {
                tell(name, "given 里没有这个人");
                return "";
            }
            return person.id().toString();
        }

        private static String plain(BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }

        private static String words(Problem problem) {
            StringBuilder told = new StringBuilder(PackWords.tell(problem.code(), problem.args(), Locale.CHINESE));
            for (Problem.Fault fault : problem.faults()) {
                told.append(' ')
                        .append(fault.at())
                        .append("：")
                        .append(PackWords.tell(fault.code(), fault.args(), Locale.CHINESE));
            }
            return told.toString();
        }

        private void tell(PackNode at, String words) {
            wrong.add(file + ":" + at.line() + ":" + at.column() + ": " + words);
        }
    }
}
