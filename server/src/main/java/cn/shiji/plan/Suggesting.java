package cn.shiji.plan;

import cn.shiji.directory.Person;
import cn.shiji.directory.Unit;
import cn.shiji.directory.UnitKind;
import cn.shiji.document.Change;
import cn.shiji.document.FigureRole;
import cn.shiji.document.Level;
import cn.shiji.kernel.UnitId;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.NamedUnit;
import cn.shiji.plan.PlanTree.Node;
import cn.shiji.plan.Suggestion.Kind;
import cn.shiji.plan.Suggestion.Option;
import cn.shiji.plan.Suggestion.Said;
import cn.shiji.plan.Suggestion.Sure;
import cn.shiji.plan.UnitNames.Meant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may be entered on the nodes of a draft: who leads, which leader answers for it, by when, and what counts towards
 * it, each with the reason. Pure.
 *
 * <p>It suggests only where a person has not decided: nobody assigned, no day set, no indicator bound, no leader whom the
 * directory knows. What was dismissed is not suggested again while it stays the same.
 */
final class Suggesting {

    /** How alike a commitment of the year before must be for its units to be suggested. */
    private static final double AS_BEFORE = 0.6;

    private static final int MOST_CHOICES = 4;
    private static final Set<String> HEADS =
            Set.of("主任", "站长", "所长", "局长", "大队长", "中心主任", "负责人", "党支部书记", "村党支部书记", "党总支书记", "书记");

    private final PlanTree tree;
    private final UnitNames names;
    private final Map<UnitId, Unit> units;
    private final List<Person> people;
    private final List<Recorded.Named> indicators;
    private final List<Earlier> earlier;
    private final Set<String> dismissed;
    private @Nullable Map<UnitId, String> leadersOfUnits;

    /** A commitment of the plan of the year before. */
    private record Earlier(Set<String> pairs, PlanTree tree, Node node) {}

    /**
     * @param places the unit whose plan it is, first, and all below it
     * @param before the plan of the year before in its newest published version, or null
     * @param dismissed keys of suggestions that were dismissed
     */
    Suggesting(
            PlanTree tree,
            List<Unit> places,
            List<Person> people,
            List<Recorded.Named> indicators,
            @Nullable PlanTree before,
            Set<String> dismissed) {
        this.tree = tree;
        this.names = new UnitNames(places);
        this.units = places.stream().collect(Collectors.toMap(Unit::id, unit -> unit));
        this.people = people;
        this.indicators = indicators;
        this.dismissed = dismissed;
        this.earlier = before == null
                ? List.of()
                : before.tasks().stream()
                        .map(task -> new Earlier(Likeness.pairs(task.heading() + before.words(task)), before, task))
                        .toList();
    }

    /** Every open suggestion, in the order of the document. */
    List<Suggestion> all() {
        return tree.nodes().stream().flatMap(node -> of(node).stream()).toList();
    }

    /** The open suggestions of one node. */
    List<Suggestion> of(Node node) {
        var found = new ArrayList<Suggestion>();
        boolean last = node.level() != Level.TITLE && holds(node);
        if (last) {
            units(node, found);
        }
        if (node.task()) {
            leader(node, found);
            due(node, found);
            indicators(node, found);
        }
        found.removeIf(suggestion -> dismissed.contains(suggestion.key()));
        return found;
    }

    /** Whether somebody can be made answerable here: on a commitment, and on a division above one. */
    private boolean holds(Node node) {
        return node.task() || !tree.innermost(node) && tree.below(node).anyMatch(Node::task);
    }

    // ---- units ----

    private void units(Node node, List<Suggestion> found) {
        List<NamedUnit> assigned = tree.assigned(node);
        List<NamedUnit> named =
                tree.units(node).stream().filter(unit -> unit.unit() == null).toList();
        var settled = new LinkedHashMap<UnitId, DutyRole>();
        var reasons = new ArrayList<Said>();
        Sure sure = Sure.CERTAIN;
        var open = new LinkedHashMap<NamedUnit, Meant>();
        for (NamedUnit one : named) {
            Meant meant = names.meant(one.name());
            if (meant.settled()) {
                meant.units().forEach(unit -> settled.putIfAbsent(unit.id(), one.role()));
                reasons.add(why(meant));
                if (meant.sure() == UnitNames.Sure.LIKELY) {
                    sure = Sure.LIKELY;
                }
            } else if (!meant.units().isEmpty()) {
                open.put(one, meant);
            }
        }
        var standing = new LinkedHashMap<UnitId, DutyRole>();
        if (assigned.isEmpty()) {
            standing.putAll(settled);
        } else {
            assigned.forEach(unit -> standing.put(Objects.requireNonNull(unit.unit()), unit.role()));
        }
        if (assigned.isEmpty() && !settled.isEmpty()) {
            found.add(assign(node, settled, sure, reasons));
        } else if (assigned.isEmpty()
                && named.isEmpty()
                && tree.answerable(node).isEmpty()
                && node.task()) {
            asBefore(node).ifPresent(found::add);
        }
        open.forEach((one, meant) -> {
            boolean vague = meant.why().equals("plan.suggest.some-offices") && !standing.isEmpty();
            boolean there = meant.units().stream().anyMatch(unit -> standing.containsKey(unit.id()));
            if (!vague && !there) {
                found.add(choice(node, one, meant, standing));
            }
        });
    }

    private Suggestion assign(Node node, Map<UnitId, DutyRole> duties, Sure sure, List<Said> reasons) {
        if (!duties.containsValue(DutyRole.LEAD)) {
            UnitId first = duties.keySet().iterator().next();
            duties.put(first, DutyRole.LEAD);
        }
        List<Assignment> assignments = duties.entrySet().stream()
                .map(duty -> new Assignment(duty.getKey(), duty.getValue()))
                .toList();
        Said words = told(duties);
        return new Suggestion(
                "units|" + node.id() + "|" + value(assignments),
                node.id(),
                Kind.UNITS,
                sure,
                words,
                reasons.stream().distinct().toList(),
                List.of(new Option(value(assignments), words, new Suggestion.Assign(assignments))));
    }

    private Said told(Map<UnitId, DutyRole> duties) {
        String leading = named(duties, Set.of(DutyRole.LEAD));
        String helping = named(duties, Set.of(DutyRole.SUPPORTING, DutyRole.RESPONSIBLE));
        return helping.isEmpty()
                ? Said.of("plan.suggest.lead", leading)
                : Said.of("plan.suggest.lead-and-help", leading, helping);
    }

    private String named(Map<UnitId, DutyRole> duties, Set<DutyRole> roles) {
        List<String> found = duties.entrySet().stream()
                .filter(duty -> roles.contains(duty.getValue()))
                .map(duty -> Objects.requireNonNull(units.get(duty.getKey())).name())
                .toList();
        return found.size() > 4
                ? String.join("、", found.subList(0, 3)) + "…（" + found.size() + "）"
                : String.join("、", found);
    }

    private static String value(List<Assignment> assignments) {
        return assignments.stream()
                .map(one -> one.unit().value() + ":" + one.role().word())
                .collect(Collectors.joining(","));
    }

    /** A name that may mean several; whoever is chosen joins those who answer already. */
    private Suggestion choice(Node node, NamedUnit named, Meant meant, Map<UnitId, DutyRole> standing) {
        DutyRole role = standing.containsValue(DutyRole.LEAD)
                ? named.role() == DutyRole.LEAD ? DutyRole.SUPPORTING : named.role()
                : DutyRole.LEAD;
        List<Option> options = meant.units().stream()
                .limit(MOST_CHOICES)
                .map(unit -> {
                    var all = new LinkedHashMap<>(standing);
                    all.put(unit.id(), role);
                    List<Assignment> assignments = all.entrySet().stream()
                            .map(duty -> new Assignment(duty.getKey(), duty.getValue()))
                            .toList();
                    return new Option(
                            Long.toString(unit.id().value()),
                            Said.of(role == DutyRole.LEAD ? "plan.suggest.lead" : "plan.suggest.help", unit.name()),
                            new Suggestion.Assign(assignments));
                })
                .toList();
        return new Suggestion(
                "units|" + node.id() + "|?" + named.name(),
                node.id(),
                Kind.UNITS,
                Sure.POSSIBLE,
                options.size() == 1 ? options.getFirst().words() : Said.of("plan.suggest.choose-unit", named.name()),
                List.of(why(meant)),
                options);
    }

    private static Said why(Meant meant) {
        boolean counted =
                meant.why().startsWith("plan.suggest.all-") || meant.units().size() > 1;
        return Said.of(
                meant.why(),
                meant.name(),
                counted
                        ? Integer.toString(meant.units().size())
                        : meant.units().stream().map(Unit::name).findFirst().orElse(""));
    }

    /** The units that answered for the same thing the year before. */
    private Optional<Suggestion> asBefore(Node node) {
        return before(node).flatMap(old -> {
            var duties = new LinkedHashMap<UnitId, DutyRole>();
            old.tree().answerable(old.node()).stream()
                    .filter(unit -> unit.unit() != null && units.containsKey(unit.unit()))
                    .forEach(unit -> duties.put(Objects.requireNonNull(unit.unit()), unit.role()));
            return duties.isEmpty()
                    ? Optional.empty()
                    : Optional.of(assign(
                            node,
                            duties,
                            Sure.LIKELY,
                            List.of(Said.of(
                                    "plan.suggest.as-before",
                                    Integer.toString(old.tree().head().year()),
                                    old.node().heading()))));
        });
    }

    private Optional<Earlier> before(Node node) {
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        Set<String> pairs = Likeness.pairs(node.heading() + tree.words(node));
        return earlier.stream()
                .filter(old -> Likeness.of(pairs, old.pairs()) >= AS_BEFORE)
                .max(Comparator.comparingDouble(old -> Likeness.of(pairs, old.pairs())));
    }

    // ---- leaders ----

    private void leader(Node node, List<Suggestion> found) {
        boolean decided = !node.leaders().isEmpty() && node.leaders().stream().allMatch(this::known);
        if (decided) {
            return;
        }
        for (String written : node.leaders()) {
            if (known(written)) {
                continue;
            }
            List<Person> meant = meant(written);
            if (!meant.isEmpty()) {
                found.add(leader(
                        node,
                        written,
                        meant,
                        meant.size() == 1 ? Sure.CERTAIN : Sure.POSSIBLE,
                        Said.of(
                                meant.size() == 1 ? "plan.suggest.leader-named" : "plan.suggest.leader-several",
                                written,
                                meant.size() == 1 ? called(meant.getFirst()) : Integer.toString(meant.size()))));
                return;
            }
        }
        if (!node.leaders().isEmpty()) {
            return;
        }
        Optional<Earlier> old = before(node).filter(one -> !one.node().leaders().isEmpty());
        if (old.isPresent()) {
            List<Person> same = people.stream()
                    .filter(person -> old.get().node().leaders().contains(person.name()))
                    .toList();
            if (!same.isEmpty()) {
                found.add(leader(
                        node,
                        "",
                        same.subList(0, 1),
                        Sure.LIKELY,
                        Said.of(
                                "plan.suggest.as-before",
                                Integer.toString(old.get().tree().head().year()),
                                old.get().node().heading())));
                return;
            }
        }
        leading(node).ifPresent(unit -> ofUnit(node, unit, found));
    }

    private Optional<Unit> leading(Node node) {
        Optional<UnitId> assigned = tree.answerable(node).stream()
                .filter(unit -> unit.role() == DutyRole.LEAD)
                .map(NamedUnit::unit)
                .filter(Objects::nonNull)
                .findFirst();
        return assigned.map(units::get)
                .or(() -> tree.inTheDocument(node).stream()
                        .map(unit -> names.meant(unit.name()))
                        .filter(meant -> meant.settled() && meant.units().size() == 1)
                        .map(meant -> meant.units().getFirst())
                        .findFirst());
    }

    /** The leader who answers for the unit: by the post's name, by what the plan says elsewhere, or its own head. */
    private void ofUnit(Node node, Unit unit, List<Suggestion> found) {
        String stem = unit.name().replaceAll("(?:办公室|办|站|所|局|中心)$", "");
        List<Person> inCharge = people.stream()
                .filter(person ->
                        person.title().contains("分管") && person.title().contains(stem))
                .toList();
        if (!inCharge.isEmpty()) {
            found.add(leader(
                    node,
                    "",
                    inCharge,
                    inCharge.size() == 1 ? Sure.LIKELY : Sure.POSSIBLE,
                    Said.of("plan.suggest.leader-in-charge", called(inCharge.getFirst()), unit.name())));
            return;
        }
        String elsewhere = leadersOfUnits().get(unit.id());
        if (elsewhere != null) {
            List<Person> same = people.stream()
                    .filter(person -> person.name().equals(elsewhere))
                    .limit(1)
                    .toList();
            found.add(leader(
                    node, "", same, Sure.LIKELY, Said.of("plan.suggest.leader-elsewhere", unit.name(), elsewhere)));
            return;
        }
        List<Person> heads = people.stream()
                .filter(person -> person.unit().equals(unit.id()) && HEADS.contains(person.title()))
                .toList();
        if (heads.size() == 1) {
            found.add(leader(
                    node,
                    "",
                    heads,
                    Sure.POSSIBLE,
                    Said.of("plan.suggest.leader-head", unit.name(), called(heads.getFirst()))));
        }
    }

    /** Whom this plan makes answerable most often where a unit leads, among those the directory knows. */
    private Map<UnitId, String> leadersOfUnits() {
        if (leadersOfUnits == null) {
            Map<UnitId, Map<String, Integer>> counted = new HashMap<>();
            for (Node task : tree.tasks()) {
                for (NamedUnit unit : tree.answerable(task)) {
                    if (unit.role() == DutyRole.LEAD && unit.unit() != null) {
                        task.leaders().stream()
                                .filter(this::known)
                                .forEach(name -> counted.computeIfAbsent(unit.unit(), any -> new LinkedHashMap<>())
                                        .merge(name, 1, Integer::sum));
                    }
                }
            }
            leadersOfUnits = counted.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> entry.getValue().entrySet().stream()
                                    .max(Map.Entry.comparingByValue())
                                    .orElseThrow()
                                    .getKey()));
        }
        return leadersOfUnits;
    }

    private Suggestion leader(Node node, String written, List<Person> candidates, Sure sure, Said reason) {
        List<String> others =
                node.leaders().stream().filter(name -> !name.equals(written)).toList();
        List<Option> options = candidates.stream()
                .limit(MOST_CHOICES)
                .map(person -> {
                    var all = new LinkedHashSet<String>(others);
                    all.add(person.name());
                    return new Option(
                            person.id().toString(),
                            Said.of("plan.suggest.leader", called(person)),
                            new Suggestion.Lead(List.copyOf(all)));
                })
                .toList();
        return new Suggestion(
                "leader|" + node.id() + "|"
                        + candidates.stream()
                                .map(person -> person.id().toString())
                                .collect(Collectors.joining(",")),
                node.id(),
                Kind.LEADER,
                sure,
                options.size() == 1 ? options.getFirst().words() : Said.of("plan.suggest.choose-leader", written),
                List.of(reason),
                options);
    }

    private boolean known(String name) {
        return people.stream().anyMatch(person -> person.name().equals(name));
    }

    /** The people a name or a post may mean: 余浩然副镇长, 周镇长, 镇长, 农业农村办主任. */
    private List<Person> meant(String written) {
        String plain = written.replaceAll("[\\s（）()：:]", "").replaceAll("(?:同志|牵头|负责)$", "");
        List<Person> held =
                people.stream().filter(person -> plain.contains(person.name())).toList();
        if (!held.isEmpty()) {
            return held;
        }
        // 周镇长: a family name and a post.
        List<Person> posted = people.stream()
                .filter(person -> plain.length() > 1
                        && person.name().startsWith(plain.substring(0, 1))
                        && ends(person, plain.substring(1)))
                .toList();
        if (!posted.isEmpty()) {
            return posted;
        }
        // 农业农村办主任: a unit and a post.
        for (Unit unit : units.values()) {
            if (plain.startsWith(unit.name()) && plain.length() > unit.name().length()) {
                String post = plain.substring(unit.name().length());
                List<Person> there = people.stream()
                        .filter(person -> person.unit().equals(unit.id())
                                && person.title().contains(post))
                        .toList();
                if (!there.isEmpty()) {
                    return there;
                }
            }
        }
        String post = plain.replaceFirst("^(?:分管|镇|乡|党委政府)", "");
        List<Person> exact = people.stream()
                .filter(person -> leads(person)
                        && (person.title().equals(plain) || person.title().equals(post)))
                .toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        return post.length() < 2
                ? List.of()
                : people.stream()
                        .filter(person ->
                                leads(person) && (person.title().contains(post) || post.contains(person.title())))
                        .toList();
    }

    private static boolean ends(Person person, String post) {
        return post.length() > 1
                && (person.title().equals(post) || person.title().endsWith(post));
    }

    /** Posts are those of the unit whose plan it is; a village has a secretary too. */
    private boolean leads(Person person) {
        Unit unit = units.get(person.unit());
        return unit != null && (unit.id().equals(tree.head().unit()) || unit.kind() == UnitKind.TOWN);
    }

    private static String called(Person person) {
        return person.title().isEmpty() ? person.name() : person.name() + "（" + person.title() + "）";
    }

    // ---- deadlines ----

    private void due(Node node, List<Suggestion> found) {
        if (node.due() != null) {
            return;
        }
        int year = tree.head().year();
        List<DueWords.Found> own =
                DueWords.in(tree.words(node) + (node.dueText() == null ? "" : "，" + node.dueText()), year);
        if (!own.isEmpty()) {
            found.add(until(
                    node,
                    own,
                    Sure.LIKELY,
                    Said.of("plan.suggest.due-words", own.getLast().words())));
            return;
        }
        Node above = node;
        while (above.parent() != null) {
            above = tree.node(above.parent()).orElseThrow();
            if (above.level() == Level.TITLE) {
                break;
            }
            LocalDate day = above.due();
            List<DueWords.Found> said = DueWords.in(above.heading(), year);
            if (day == null && !said.isEmpty()) {
                day = said.getLast().day();
            }
            if (day != null) {
                found.add(until(
                        node,
                        List.of(new DueWords.Found("", day, 0)),
                        Sure.LIKELY,
                        Said.of("plan.suggest.due-above", (above.marker() + above.heading()).strip())));
                return;
            }
        }
        if (node.dueText() == null) {
            found.add(until(
                    node,
                    List.of(new DueWords.Found("", tree.head().lastDay(), 0)),
                    Sure.POSSIBLE,
                    Said.of("plan.suggest.due-year", Integer.toString(year))));
        }
    }

    private static Suggestion until(Node node, List<DueWords.Found> ends, Sure sure, Said reason) {
        List<Option> options = ends.stream()
                .map(DueWords.Found::day)
                .distinct()
                .limit(MOST_CHOICES)
                .map(day -> new Option(day.toString(), Said.of("plan.suggest.due", day), new Suggestion.Until(day)))
                .toList();
        return new Suggestion(
                "due|" + node.id() + "|" + options.stream().map(Option::value).collect(Collectors.joining(",")),
                node.id(),
                Kind.DUE,
                options.size() > 1 ? Sure.POSSIBLE : sure,
                options.size() == 1 ? options.getFirst().words() : Said.of("plan.suggest.choose-due"),
                List.of(reason),
                options);
    }

    // ---- indicators ----

    private void indicators(Node node, List<Suggestion> found) {
        String words = tree.words(node);
        List<Figure> targets = tree.targets(node);
        for (Figure figure : targets) {
            boolean countable =
                    figure.unset() || figure.change() == Change.NONE && !FigureCorrections.isRatio(figure.unit());
            if (figure.indicator() == null && countable) {
                counting(node, figure, words).ifPresent(found::add);
            }
        }
        if (targets.isEmpty() && tree.figures(node).stream().noneMatch(one -> one.role() == FigureRole.TARGET)) {
            List<PlanView.IndicatorChoice> named = Recorded.suggest(indicators, node.heading(), words);
            if (!named.isEmpty()) {
                List<Option> options = named.stream()
                        .map(one -> new Option(
                                one.indicator(),
                                Said.of("plan.suggest.indicator", one.label(), one.unit()),
                                new Suggestion.Aim(
                                        new NewFigure(one.label(), one.unit(), null, null, one.indicator()))))
                        .toList();
                found.add(new Suggestion(
                        "aim|" + node.id() + "|"
                                + options.stream().map(Option::value).collect(Collectors.joining(",")),
                        node.id(),
                        Kind.INDICATOR,
                        Sure.POSSIBLE,
                        options.size() == 1 ? options.getFirst().words() : Said.of("plan.suggest.choose-indicator", ""),
                        List.of(Said.of("plan.suggest.indicator-named")),
                        options));
            }
        }
    }

    private Optional<Suggestion> counting(Node node, Figure figure, String words) {
        List<Recorded.Match> matches = Recorded.matches(indicators, figure, node.heading(), words);
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        Recorded.Match best = matches.getFirst();
        boolean alone = matches.size() == 1 || best.score() - matches.get(1).score() >= 0.12;
        List<Recorded.Match> offered = alone ? List.of(best) : matches.subList(0, Math.min(3, matches.size()));
        Sure sure = alone && best.sameUnit() && best.score() >= 0.5 ? Sure.LIKELY : Sure.POSSIBLE;
        List<Option> options = offered.stream()
                .map(match -> new Option(
                        match.named().id(),
                        Said.of(
                                "plan.suggest.indicator",
                                match.named().label(),
                                match.named().unit()),
                        new Suggestion.Count(figure.id(), match.named().id())))
                .toList();
        var reasons = new ArrayList<Said>();
        if (!best.common().isEmpty()) {
            reasons.add(Said.of("plan.suggest.indicator-words", best.common()));
        }
        reasons.add(Said.of(
                best.sameUnit() ? "plan.suggest.indicator-unit" : "plan.suggest.indicator-other-unit",
                best.named().unit(),
                figure.unit()));
        if (alone && !best.named().definition().isBlank()) {
            reasons.add(
                    Said.of("plan.suggest.indicator-definition", best.named().definition()));
        }
        return Optional.of(new Suggestion(
                "indicator|" + figure.id() + "|"
                        + options.stream().map(Option::value).collect(Collectors.joining(",")),
                node.id(),
                Kind.INDICATOR,
                sure,
                options.size() == 1
                        ? Said.of(
                                "plan.suggest.count",
                                figure.text(),
                                best.named().label())
                        : Said.of("plan.suggest.choose-indicator", figure.text()),
                reasons,
                options));
    }
}
