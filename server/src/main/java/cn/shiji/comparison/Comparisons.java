package cn.shiji.comparison;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.comparison.ComparisonView.ComparisonSummary;
import cn.shiji.comparison.ComparisonView.StandingView;
import cn.shiji.comparison.KeptComparison.About;
import cn.shiji.comparison.KeptComparison.Decision;
import cn.shiji.comparison.KeptComparison.Document;
import cn.shiji.comparison.KeptComparison.Documents;
import cn.shiji.comparison.KeptComparison.Match;
import cn.shiji.comparison.Standing.CommitmentNow;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.document.ReadDocument;
import cn.shiji.document.Span;
import cn.shiji.evidence.Evidence;
import cn.shiji.evidence.FileView;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door to the comparisons that are kept. Every method acts for a caller: a comparison whose unit lies outside the
 * caller's scope is missing ({@code comparison.missing}); who may not edit plans is refused changes
 * ({@code access.not-allowed}); a change made on an older version than the present one is refused
 * ({@code comparison.changed-meanwhile}).
 */
@Service
public class Comparisons {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NOTE = 500;
    private static final int LONGEST_QUOTE = 2000;
    private static final int MOST_QUOTES = 20;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    private final ComparisonStore store;
    private final ComparisonViews views;
    private final Access access;
    private final Directory directory;
    private final Evidence evidence;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Comparisons(
            ComparisonStore store,
            ComparisonViews views,
            Access access,
            Directory directory,
            Evidence evidence,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.views = views;
        this.access = access;
        this.directory = directory;
        this.evidence = evidence;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** A document as it was sent, with what the reader made of it. */
    record Sent(String fileName, byte[] bytes, ReadDocument read) {}

    /** What a person changes about a commitment; null stays, {@code machine} puts the machine's own word back. */
    record Change(
            @Nullable String verdict,
            @Nullable List<int[]> report,
            @Nullable String note,
            boolean machine) {}

    /** The comparisons the caller may see, the latest changed first. */
    public List<ComparisonSummary> all(Caller caller) {
        return views.summaries(store.all(caller));
    }

    /** Those whose title holds the words, at most so many. */
    public List<ComparisonSummary> find(Caller caller, String words, int most) {
        String wanted = words.toLowerCase(Locale.ROOT);
        return all(caller).stream()
                .filter(one -> one.title().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(most)
                .toList();
    }

    /** One comparison with both texts. */
    public ComparisonView view(Caller caller, UUID id, Locale language) {
        return views.view(caller, found(caller, id), language);
    }

    /**
     * Holds a plan against a report and keeps both.
     *
     * @param title null is made of unit and year
     */
    public UUID compare(
            Caller caller,
            UnitId unit,
            int year,
            @Nullable String title,
            String planName,
            byte[] plan,
            String reportName,
            byte[] report) {
        access.require(caller, Right.COMPARISON_MAKE);
        Unit of = directory.unit(caller, unit);
        Reader.Both both = Reader.read(planName, plan, reportName, report);
        return keep(caller, of, checkedYear(year), title, both.plan(), both.report(), Reader.match(both));
    }

    UUID keep(Caller caller, Unit unit, int year, @Nullable String title, Sent plan, Sent report, Match match) {
        UUID id = Uuid7.next(clock);
        Instant now = clock.instant();
        var head = new KeptComparison(
                id,
                unit.id(),
                unit.place(),
                year,
                title == null || title.isBlank() ? views.title(unit.name(), year) : checkedTitle(title),
                1,
                now,
                caller.name(),
                now,
                caller.name(),
                now);
        transaction.executeWithoutResult(status -> {
            store.insert(head);
            store.put(id, Side.PLAN, kept(caller, unit.id(), unit.place(), plan, now));
            store.put(id, Side.REPORT, kept(caller, unit.id(), unit.place(), report, now));
            store.put(id, match);
            store.count(id, Standing.of(match, List.of()).counts());
            access.audit(
                    caller,
                    "comparison.make",
                    "comparison",
                    id.toString(),
                    head.title() + " · " + plan.fileName() + " · " + report.fileName());
        });
        return id;
    }

    /** Gives it another title or year; null stays. */
    void change(Caller caller, UUID id, int version, @Nullable String title, @Nullable Integer year) {
        changing(caller, id, version, "comparison.change", head -> {
            KeptComparison changed = new KeptComparison(
                    head.id(),
                    head.unit(),
                    head.place(),
                    year == null ? head.year() : checkedYear(year),
                    title == null ? head.title() : checkedTitle(title),
                    head.version(),
                    head.matchedAt(),
                    head.createdBy(),
                    head.createdAt(),
                    head.changedBy(),
                    head.changedAt());
            return new Step(changed, changed.title());
        });
    }

    /** Takes it out of the list; {@link #restore} puts it back. */
    void remove(Caller caller, UUID id) {
        access.require(caller, Right.COMPARISON_MAKE);
        transaction.executeWithoutResult(status -> {
            KeptComparison head = store.lock(caller, id).orElseThrow(Comparisons::missing);
            store.remove(id, caller.name(), clock.instant());
            access.audit(entry(caller, "comparison.remove", head, head.title()).change("state", "kept", "removed"));
        });
    }

    void restore(Caller caller, UUID id) {
        access.require(caller, Right.COMPARISON_MAKE);
        transaction.executeWithoutResult(status -> {
            KeptComparison head = store.lockRemoved(caller, id).orElseThrow(Comparisons::missing);
            store.restore(id);
            access.audit(entry(caller, "comparison.restore", head, head.title()).change("state", "removed", "kept"));
        });
    }

    /**
     * Keeps what a person says about a commitment.
     *
     * @throws Problem {@code comparison.commitment-missing}, {@code comparison.faulty}
     */
    StandingView decide(Caller caller, UUID id, int version, int no, Change change, Locale language) {
        return changing(caller, id, version, "comparison.decide", head -> {
                    Match match = store.match(id);
                    Standing standing = Standing.of(match, store.decisions(id));
                    CommitmentNow now = standing.commitments().stream()
                            .filter(commitment -> commitment.found().no() == no)
                            .findFirst()
                            .orElseThrow(() -> Problem.missing("comparison.commitment-missing", no));
                    Documents documents = store.documents(id);
                    Decision decision = decision(caller, documents, now, change);
                    store.insert(id, decision, caller);
                    return new Step(
                            head,
                            head.title() + " · " + no + " · " + now.verdict().code() + " → "
                                    + (decision.verdict() == null
                                            ? "machine"
                                            : decision.verdict().code()));
                })
                .standing(caller, language);
    }

    private Decision decision(Caller caller, Documents documents, CommitmentNow now, Change change) {
        List<Problem.Fault> faults = new ArrayList<>();
        Passage report = new Passage(documents.report().text());
        List<Span> links = change.report() == null ? now.report() : links(change.report(), report, faults);
        Verdict verdict = verdict(change.verdict(), faults);
        if (verdict == null) {
            verdict = change.report() == null
                    ? now.verdict()
                    : links.isEmpty()
                            ? Verdict.NOT_TOLD
                            : now.verdict() == Verdict.NOT_TOLD ? Verdict.TOLD : now.verdict();
        }
        if (verdict == Verdict.NOT_TOLD) {
            links = List.of();
        }
        String before = now.decided() == null ? null : now.decided().note();
        String note = change.note() == null ? before : change.note().strip();
        if (note != null && note.codePointCount(0, note.length()) > LONGEST_NOTE) {
            faults.add(Problem.Fault.of("note", "comparison.note-too-long", LONGEST_NOTE));
        }
        if (!faults.isEmpty()) {
            throw Problem.faulty("comparison.faulty", faults);
        }
        boolean machine = change.machine();
        return new Decision(
                Uuid7.next(clock),
                0,
                About.COMMITMENT,
                now.found().span(),
                new Passage(documents.plan().text()).cut(now.found().span()),
                machine ? null : verdict,
                machine ? List.of() : links,
                machine ? List.of() : links.stream().map(report::cut).toList(),
                false,
                machine || note == null || note.isEmpty() ? null : note,
                now.found().verdict(),
                caller.name(),
                clock.instant(),
                true,
                false);
    }

    private static @Nullable Verdict verdict(@Nullable String code, List<Problem.Fault> faults) {
        if (code == null) {
            return null;
        }
        for (Verdict verdict : Verdict.values()) {
            if (verdict.code().equals(code)) {
                return verdict;
            }
        }
        faults.add(Problem.Fault.of("verdict", "comparison.unknown-word", code));
        return null;
    }

    private static List<Span> links(List<int[]> asked, Passage report, List<Problem.Fault> faults) {
        List<Span> links = new ArrayList<>();
        if (asked.size() > MOST_QUOTES) {
            faults.add(Problem.Fault.of("report", "comparison.too-many-quotes", MOST_QUOTES));
            return links;
        }
        for (int at = 0; at < asked.size(); at++) {
            int @Nullable [] ends = asked.get(at);
            String place = "report[" + at + "]";
            if (ends == null || ends.length != 2 || ends[0] < 0 || ends[1] <= ends[0] || ends[1] > report.length()) {
                faults.add(Problem.Fault.of(place, "comparison.not-a-piece", report.length()));
                continue;
            }
            Span span = report.trimmed(new Span(ends[0], ends[1]));
            if (span.length() == 0) {
                faults.add(Problem.Fault.of(place, "comparison.not-a-piece", report.length()));
            } else if (span.length() > LONGEST_QUOTE) {
                faults.add(Problem.Fault.of(place, "comparison.quote-too-long", LONGEST_QUOTE));
            } else if (links.stream().noneMatch(other -> other.holds(span))) {
                links.removeIf(span::holds);
                links.add(span);
            }
        }
        return links;
    }

    /**
     * Takes a statement of the report out of the list of what has no basis in the plan, or back into it.
     *
     * @throws Problem {@code comparison.result-missing}
     */
    StandingView setAside(Caller caller, UUID id, int version, int no, boolean aside, Locale language) {
        return changing(caller, id, version, "comparison.set-aside", head -> {
                    Match match = store.match(id);
                    KeptComparison.Result result = match.results().stream()
                            .filter(one -> one.no() == no)
                            .findFirst()
                            .orElseThrow(() -> Problem.missing("comparison.result-missing", no));
                    String quote = new Passage(store.documents(id).report().text()).cut(result.span());
                    store.insert(
                            id,
                            new Decision(
                                    Uuid7.next(clock),
                                    0,
                                    About.RESULT,
                                    result.span(),
                                    quote,
                                    null,
                                    List.of(),
                                    List.of(),
                                    aside,
                                    null,
                                    null,
                                    caller.name(),
                                    clock.instant(),
                                    true,
                                    false),
                            caller);
                    return new Step(head, head.title() + " · " + no + " · " + (aside ? "aside" : "listed"));
                })
                .standing(caller, language);
    }

    /**
     * Takes back the caller's own newest decision.
     *
     * @throws Problem {@code comparison.nothing-to-undo}
     */
    StandingView undo(Caller caller, UUID id, int version, Locale language) {
        return changing(caller, id, version, "comparison.undo", head -> {
                    Decision last =
                            store.last(id, caller).orElseThrow(() -> Problem.conflict("comparison.nothing-to-undo"));
                    store.undo(last, caller.name(), clock.instant());
                    return new Step(head, head.title() + " · " + last.ordinal());
                })
                .standing(caller, language);
    }

    /**
     * Reads both documents anew, or one of them from a corrected file, matches them again, and lays the decisions over it:
     * each is found again by its words.
     *
     * @param side which document is replaced, null for none
     */
    ComparisonView match(
            Caller caller,
            UUID id,
            int version,
            @Nullable Side side,
            @Nullable String fileName,
            byte @Nullable [] bytes,
            Locale language) {
        access.require(caller, Right.COMPARISON_MAKE);
        KeptComparison before = found(caller, id);
        checkVersion(before, version);
        Documents old = store.documents(id);
        Sent plan = sent(old.plan(), side == Side.PLAN ? fileName : null, bytes);
        Sent report = sent(old.report(), side == Side.REPORT ? fileName : null, bytes);
        Match match = Reader.match(new Reader.Both(plan, report));
        return changing(caller, id, version, side == null ? "comparison.match" : "comparison.replace", head -> {
                    Instant now = clock.instant();
                    Document planNow = side == Side.PLAN
                            ? kept(caller, head.unit(), head.place(), plan, now)
                            : read(old.plan(), plan, now);
                    Document reportNow = side == Side.REPORT
                            ? kept(caller, head.unit(), head.place(), report, now)
                            : read(old.report(), report, now);
                    store.put(id, Side.PLAN, planNow);
                    store.put(id, Side.REPORT, reportNow);
                    store.put(id, match);
                    new Placing(old, new Documents(planNow, reportNow))
                            .of(store.decisions(id))
                            .forEach(store::place);
                    return new Step(
                            new KeptComparison(
                                    head.id(),
                                    head.unit(),
                                    head.place(),
                                    head.year(),
                                    head.title(),
                                    head.version(),
                                    now,
                                    head.createdBy(),
                                    head.createdAt(),
                                    head.changedBy(),
                                    head.changedAt()),
                            head.title() + (fileName == null ? "" : " · " + fileName));
                })
                .view(caller, language);
    }

    /** The original of one side, for downloading. */
    FileView original(Caller caller, UUID id, Side side) {
        found(caller, id);
        return evidence.describe(List.of(store.documents(id).on(side).file())).stream()
                .findFirst()
                .orElseThrow(() -> Problem.missing("evidence.missing"));
    }

    private Sent sent(Document old, @Nullable String fileName, byte @Nullable [] bytes) {
        if (fileName != null && bytes != null) {
            return Reader.read(fileName, bytes);
        }
        FileView file = evidence.describe(List.of(old.file())).stream()
                .findFirst()
                .orElseThrow(() -> Problem.missing("evidence.missing"));
        return Reader.read(file.name(), evidence.content(file));
    }

    private Document kept(Caller caller, UnitId unit, long place, Sent sent, Instant now) {
        FileView file = evidence.keepRead(caller, unit, place, sent.fileName(), sent.bytes());
        return new Document(
                file.id(),
                file.name(),
                sent.read().title(),
                sent.read().text(),
                sent.read().furniture(),
                now);
    }

    /** The same file as the reader reads it now. */
    private static Document read(Document old, Sent again, Instant now) {
        return new Document(
                old.file(),
                old.fileName(),
                again.read().title(),
                again.read().text(),
                again.read().furniture(),
                now);
    }

    /** What a change did: how its head is now, and what the trail says. */
    private record Step(KeptComparison head, String words) {}

    private interface Doing {
        Step on(KeptComparison head);
    }

    /** The comparison after a change, to be shown in one form or the other. */
    private final class Changed {

        private final KeptComparison head;

        private Changed(KeptComparison head) {
            this.head = head;
        }

        StandingView standing(Caller caller, Locale language) {
            return views.standing(caller, head, language);
        }

        ComparisonView view(Caller caller, Locale language) {
            return views.view(caller, head, language);
        }
    }

    private Changed changing(Caller caller, UUID id, int version, String action, Doing doing) {
        access.require(caller, Right.COMPARISON_MAKE);
        transaction.executeWithoutResult(status -> {
            KeptComparison head = store.lock(caller, id).orElseThrow(Comparisons::missing);
            checkVersion(head, version);
            Step step = doing.on(head);
            Standing standing = Standing.of(store.match(id), store.decisions(id));
            store.save(step.head(), caller.name(), clock.instant());
            store.count(id, standing.counts());
            access.audit(entry(caller, action, head, step.words())
                    .change("title", head.title(), step.head().title())
                    .change("year", head.year(), step.head().year()));
        });
        return new Changed(found(caller, id));
    }

    private static AuditEntry entry(Caller caller, String verb, KeptComparison head, String words) {
        return AuditEntry.of(caller, verb, "comparison", head.id().toString(), words)
                .in(head.unit(), head.place());
    }

    private static void checkVersion(KeptComparison head, int version) {
        if (head.version() != version) {
            throw Problem.conflict(
                    "comparison.changed-meanwhile",
                    head.changedBy(),
                    head.changedAt().atZone(ZONE).format(MINUTE));
        }
    }

    private KeptComparison found(Caller caller, UUID id) {
        return store.find(caller, id).orElseThrow(Comparisons::missing);
    }

    static int checkedYear(int year) {
        if (year < 1990 || year > 2200) {
            throw Problem.bad("comparison.year", Integer.toString(year));
        }
        return year;
    }

    static String checkedTitle(String title) {
        String plain = title.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (plain.isEmpty() || plain.codePointCount(0, plain.length()) > LONGEST_TITLE) {
            throw Problem.bad("comparison.title-length", LONGEST_TITLE);
        }
        return plain;
    }

    private static Problem missing() {
        return Problem.missing("comparison.missing");
    }
}
