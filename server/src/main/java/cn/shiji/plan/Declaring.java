package cn.shiji.plan;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Problem.Fault;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.plan.Entries.Entry;
import cn.shiji.plan.PlanTree.Figure;
import cn.shiji.plan.PlanTree.Node;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Declaring what was done (完成情况): adding, confirming and withdrawing dated entries. */
@Component
class Declaring {

    private static final int LONGEST_SENTENCE = 2000;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_REASON = 500;

    private final Versions versions;
    private final Entries entries;
    private final Access access;
    private final Directory directory;
    private final Evidence evidence;
    private final Clock clock;

    Declaring(Versions versions, Entries entries, Access access, Directory directory, Evidence evidence, Clock clock) {
        this.versions = versions;
        this.entries = entries;
        this.access = access;
        this.directory = directory;
        this.evidence = evidence;
        this.clock = clock;
    }

    /**
     * Adds an entry. The same id with the same content again changes nothing.
     *
     * @return whether it is new
     * @throws Problem {@code plan.entry-faulty} with every fault, {@code plan.entry-id-taken}
     */
    @Transactional
    boolean declare(Caller caller, UUID commitment, UUID id, NewEntry content, Instant at) {
        access.require(caller, Right.PROGRESS_DECLARE);
        Versions.Holding holding = holding(caller, commitment);
        PlanHead head = holding.tree().head();
        requireFilled(content);
        UnitId unitId = content.unit() == null ? caller.unit() : unitId(content.unit());
        String digest = digest(commitment, unitId, content);
        Optional<Entry> known = entries.byId(id);
        if (known.isPresent()) {
            return sameAgain(known.get(), digest);
        }
        if (holding.removedIn() != null) {
            throw Problem.conflict(
                    "plan.commitment-removed", holding.removedIn().version());
        }
        PlanTree tree = holding.tree();
        Node task = tree.node(commitment).orElseThrow(() -> Problem.missing("plan.commitment-missing"));
        Unit unit = unitWithin(caller, head, unitId);
        List<Fault> faults = faults(caller, head, tree, task, content);
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.entry-faulty", faults);
        }
        Map<UUID, BigDecimal> amounts = new LinkedHashMap<>();
        figures(content).forEach(amount -> amounts.put(amount.figure(), amount.value()));
        boolean added = entries.add(new Entry(
                id,
                head.id(),
                commitment,
                unit.id(),
                unit.name(),
                unit.place(),
                content.day(),
                content.sentence().strip(),
                Boolean.TRUE.equals(content.completes()),
                content.file(),
                blankToNull(content.confirmedBy()),
                caller.name(),
                at,
                digest,
                null,
                amounts));
        if (!added) {
            // Another request with this id was faster; what it kept decides, where the caller may see it.
            return sameAgain(entries.byId(id).orElseThrow(() -> Problem.conflict("plan.entry-id-taken")), digest);
        }
        access.audit(AuditEntry.of(
                        caller,
                        "plan.declare",
                        "entry",
                        id.toString(),
                        tree.number(task) + " " + task.heading() + " · " + unit.name() + " · " + content.day())
                .in(unit.id(), unit.place())
                .change("words", null, content.sentence()));
        return true;
    }

    /** JSON may leave out what it must not; the types cannot tell. */
    private static void requireFilled(NewEntry content) {
        var faults = new ArrayList<Fault>();
        if (content.day() == null) {
            faults.add(Fault.of("day", "plan.day-missing"));
        }
        if (content.sentence() == null) {
            faults.add(Fault.of("sentence", "plan.sentence-empty"));
        }
        List<NewEntry.Amount> amounts = figures(content);
        for (int at = 0; at < amounts.size(); at++) {
            NewEntry.Amount amount = amounts.get(at);
            if (amount == null || amount.figure() == null || amount.value() == null) {
                faults.add(Fault.of("figures[" + at + "]", "plan.amount-incomplete"));
            } else {
                Numbers.fault("figures[" + at + "].value", amount.value()).ifPresent(faults::add);
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("plan.entry-faulty", faults);
        }
    }

    private static boolean sameAgain(Entry kept, String digest) {
        if (!kept.digest().equals(digest)) {
            throw Problem.conflict("plan.entry-id-taken");
        }
        return false;
    }

    private static UnitId unitId(long value) {
        if (value <= 0) {
            throw Problem.missing("directory.unit-missing");
        }
        return new UnitId(value);
    }

    private Unit unitWithin(Caller caller, PlanHead head, UnitId id) {
        Unit unit = directory.unit(caller, id);
        if (!head.places().holds(unit.place())) {
            throw Problem.bad("plan.unit-not-below", unit.name());
        }
        return unit;
    }

    private List<Fault> faults(Caller caller, PlanHead head, PlanTree tree, Node task, NewEntry content) {
        var faults = new ArrayList<Fault>();
        LocalDate today = LocalDate.now(clock);
        if (content.day().isAfter(today)) {
            faults.add(Fault.of("day", "plan.day-in-future", content.day(), today));
        } else if (content.day().getYear() < head.year()) {
            faults.add(Fault.of("day", "plan.day-before-plan", content.day(), head.year()));
        }
        if (content.sentence().isBlank()) {
            faults.add(Fault.of("sentence", "plan.sentence-empty"));
        } else if (content.sentence().length() > LONGEST_SENTENCE) {
            faults.add(Fault.of("sentence", "plan.too-long", LONGEST_SENTENCE));
        }
        if (content.confirmedBy() != null && content.confirmedBy().length() > LONGEST_NAME) {
            faults.add(Fault.of("confirmedBy", "plan.too-long", LONGEST_NAME));
        }
        Map<UUID, Figure> targets = tree.targets(task).stream().collect(Collectors.toMap(Figure::id, figure -> figure));
        var seen = new ArrayList<UUID>();
        List<NewEntry.Amount> amounts = figures(content);
        for (int at = 0; at < amounts.size(); at++) {
            NewEntry.Amount amount = amounts.get(at);
            if (!targets.containsKey(amount.figure())) {
                faults.add(Fault.of("figures[" + at + "].figure", "plan.not-its-target"));
            } else if (seen.contains(amount.figure())) {
                faults.add(Fault.of("figures[" + at + "].figure", "plan.figure-twice"));
            }
            seen.add(amount.figure());
            if (amount.value().signum() < 0) {
                faults.add(Fault.of("figures[" + at + "].value", "plan.below-nought"));
            }
        }
        if (content.file() != null
                && evidence.describe(caller, List.of(content.file())).isEmpty()) {
            faults.add(Fault.of("file", "evidence.missing"));
        }
        return faults;
    }

    private static List<NewEntry.Amount> figures(NewEntry content) {
        return content.figures() == null ? List.of() : content.figures();
    }

    /**
     * Takes an entry back; it stays to be seen, with the reason, and no longer counts.
     *
     * @throws Problem {@code plan.entry-missing}, {@code plan.entry-withdrawn}
     */
    @Transactional
    void withdraw(Caller caller, UUID commitment, UUID id, @Nullable String reason) {
        access.require(caller, Right.PROGRESS_DECLARE);
        Entry entry = lock(caller, commitment, id);
        if (reason == null || reason.isBlank()) {
            throw Problem.faulty("plan.entry-faulty", List.of(Fault.of("reason", "plan.reason-empty")));
        }
        if (reason.length() > LONGEST_REASON) {
            throw Problem.faulty("plan.entry-faulty", List.of(Fault.of("reason", "plan.too-long", LONGEST_REASON)));
        }
        Entries.Withdrawal before = entry.withdrawal();
        if (before != null) {
            if (before.reason().equals(reason.strip())) {
                return;
            }
            throw Problem.conflict("plan.entry-withdrawn", before.by());
        }
        entries.withdraw(id, caller.name(), clock.instant(), reason.strip());
        access.audit(AuditEntry.of(caller, "plan.withdraw-entry", "entry", id.toString(), entry.sentence())
                .in(entry.unit(), entry.place())
                .change("state", "kept", "withdrawn")
                .with("reason", reason.strip()));
    }

    /** The caller confirms an entry with the own name. */
    @Transactional
    void confirm(Caller caller, UUID commitment, UUID id) {
        access.require(caller, Right.PROGRESS_CONFIRM);
        Entry entry = lock(caller, commitment, id);
        if (entry.withdrawal() != null) {
            throw Problem.conflict("plan.entry-withdrawn", entry.withdrawal().by());
        }
        entries.confirm(id, caller.name());
        access.audit(AuditEntry.of(caller, "plan.confirm-entry", "entry", id.toString(), entry.sentence())
                .in(entry.unit(), entry.place())
                .change("confirmed", entry.confirmedBy(), caller.name()));
    }

    private Entry lock(Caller caller, UUID commitment, UUID id) {
        holding(caller, commitment);
        return entries.lock(caller.reach(), commitment, id).orElseThrow(() -> Problem.missing("plan.entry-missing"));
    }

    private Versions.Holding holding(Caller caller, UUID commitment) {
        return versions.holding(caller, commitment).orElseThrow(() -> Problem.missing("plan.commitment-missing"));
    }

    /** Entries as their readers see them; the files' descriptions are looked up at once. */
    List<CommitmentView.EntryView> views(PlanTree tree, Node task, List<Entry> found) {
        Map<UUID, FileView> files =
                evidence
                        .describe(found.stream()
                                .map(Entry::file)
                                .filter(file -> file != null)
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(FileView::id, file -> file));
        Map<UnitId, Unit> units =
                directory.units(found.stream().map(Entry::unit).toList());
        return found.stream()
                .map(entry -> view(tree, task, entry, files, units))
                .toList();
    }

    private CommitmentView.EntryView view(
            PlanTree tree, Node task, Entry entry, Map<UUID, FileView> files, Map<UnitId, Unit> units) {
        Unit unit = units.get(entry.unit());
        Entries.Withdrawal withdrawal = entry.withdrawal();
        return new CommitmentView.EntryView(
                entry.id(),
                entry.commitment(),
                unit == null ? directory.unit(entry.unit()).ref() : unit.ref(),
                entry.day(),
                entry.sentence(),
                amounts(tree, task, entry).stream()
                        .map(amount -> new CommitmentView.AmountView(
                                amount.figure(), amount.label(), amount.value(), amount.unit()))
                        .toList(),
                entry.completes(),
                entry.file() == null ? null : files.get(entry.file()),
                entry.confirmedBy(),
                entry.enteredBy(),
                entry.enteredAt(),
                withdrawal == null ? "kept" : "withdrawn",
                withdrawal != null,
                withdrawal == null ? null : withdrawal.by(),
                withdrawal == null ? null : withdrawal.at(),
                withdrawal == null ? null : withdrawal.reason(),
                Declared.counts(entry, tree.head().lastDay()));
    }

    /** The amounts of an entry in the order of the commitment's figures; those of figures that are gone come last. */
    static List<DeclaredEntry.Amount> amounts(PlanTree tree, Node task, Entry entry) {
        var told = new ArrayList<DeclaredEntry.Amount>();
        Map<UUID, BigDecimal> rest = new TreeMap<>(entry.amounts());
        for (Figure figure : tree.figures(task)) {
            BigDecimal value = rest.remove(figure.id());
            if (value != null) {
                told.add(new DeclaredEntry.Amount(
                        figure.id(), figure.of().isEmpty() ? figure.text() : figure.of(), value, figure.unit()));
            }
        }
        rest.forEach((figure, value) -> told.add(new DeclaredEntry.Amount(figure, "", value, "")));
        return told;
    }

    private static @Nullable String blankToNull(@Nullable String name) {
        return name == null || name.isBlank() ? null : name.strip();
    }

    /** The same for the same content, however its numbers are written; lengths keep the fields apart. */
    private static String digest(UUID commitment, UnitId unit, NewEntry content) {
        var parts = new ArrayList<String>();
        parts.add(commitment.toString());
        parts.add(unit.toString());
        parts.add(content.day().toString());
        parts.add(content.sentence().strip());
        parts.add(Boolean.toString(Boolean.TRUE.equals(content.completes())));
        parts.add(String.valueOf(content.file()));
        parts.add(String.valueOf(blankToNull(content.confirmedBy())));
        figures(content).stream()
                .map(amount -> amount.figure() + "="
                        + amount.value().stripTrailingZeros().toPlainString())
                .sorted()
                .forEach(parts::add);
        String whole = parts.stream().map(part -> part.length() + ":" + part).collect(Collectors.joining());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
