package cn.shiji.report;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Unit;
import cn.shiji.fact.AsOf;
import cn.shiji.indicator.Indicators;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Period;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import cn.shiji.plan.Plans;
import cn.shiji.plan.PublishedPlan;
import cn.shiji.report.Body.Chip;
import cn.shiji.report.Body.Origin;
import cn.shiji.report.Body.Sentence;
import cn.shiji.report.ReportView.DifferenceView;
import cn.shiji.report.ReportView.ReportSummary;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The door of {@code report}. Every method acts for a caller: a report whose unit lies outside the caller's scope is
 * missing ({@code report.missing}); who may only read is refused changes ({@code access.not-allowed}).
 */
@Service
public class Reports {

    private static final int LONGEST_TITLE = 200;

    private final ReportStore store;
    private final ReportBuilder builder;
    private final ReportReader reader;
    private final ReportDocument document;
    private final Access access;
    private final Directory directory;
    private final Indicators indicators;
    private final Plans plans;
    private final MessageSource messages;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Reports(
            ReportStore store,
            ReportBuilder builder,
            ReportReader reader,
            ReportDocument document,
            Access access,
            Directory directory,
            Indicators indicators,
            Plans plans,
            MessageSource messages,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.builder = builder;
        this.reader = reader;
        this.document = document;
        this.access = access;
        this.directory = directory;
        this.indicators = indicators;
        this.plans = plans;
        this.messages = messages;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Builds a report from a published plan and keeps it as a draft.
     *
     * @param unit whose report; null is the plan's unit where the caller's scope holds it, else the caller's own
     * @param year null is the plan's
     * @param title null is made of unit and year
     * @throws Problem {@code plan.missing}, {@code directory.unit-missing}, {@code report.unit-outside-plan},
     *     {@code report.year-not-begun}
     */
    public UUID build(Caller caller, UUID plan, @Nullable UnitId unit, @Nullable Integer year, @Nullable String title) {
        access.require(caller, Right.REPORT_BUILD);
        Report report = draft(caller, plans.published(caller, plan), unit, year, title);
        transaction.executeWithoutResult(status -> {
            store.insert(report);
            access.audit(entry(caller, "report.build", report).change("title", null, report.title()));
        });
        return report.id();
    }

    /**
     * Builds a report from the plan of the unit, or of the nearest unit above that has one, as a Word file, without keeping
     * it.
     *
     * @throws Problem as {@link #build}, and {@code report.no-plan}
     */
    public byte[] buildDocument(Caller caller, UnitId unit, int year) {
        access.require(caller, Right.REPORT_BUILD);
        Unit of = directory.unit(caller, unit);
        PublishedPlan plan = planFor(caller, of, year);
        Report report = draft(caller, plan, unit, year, null);
        byte[] file = document.write(reader.view(caller, report, ReportBuilder.LANGUAGE));
        access.audit(caller, "report.print", "unit", unit.toString(), report.title());
        return file;
    }

    private PublishedPlan planFor(Caller caller, Unit unit, int year) {
        Unit above = unit;
        while (true) {
            Optional<PublishedPlan> plan = plans.published(caller, above.id(), year);
            if (plan.isPresent()) {
                return plan.get();
            }
            UnitId parent = above.parent();
            if (parent == null) {
                throw Problem.missing("report.no-plan", unit.name(), year);
            }
            above = directory.unit(parent);
        }
    }

    private Report draft(
            Caller caller, PublishedPlan plan, @Nullable UnitId unit, @Nullable Integer year, @Nullable String title) {
        Unit planUnit = directory.unit(plan.unit());
        UnitId wanted = unit != null ? unit : caller.reach().holds(planUnit.place()) ? plan.unit() : caller.unit();
        Unit of = directory.unit(caller, wanted);
        if (!planUnit.places().holds(of.place())) {
            throw Problem.bad("report.unit-outside-plan", of.name(), plan.title());
        }
        int ofYear = year == null ? plan.year() : year;
        LocalDate today = LocalDate.now(clock);
        if (ofYear > today.getYear() || ofYear < 1949) {
            throw Problem.bad("report.year-not-begun", ofYear);
        }
        LocalDate last = LocalDate.of(ofYear, 12, 31);
        Period period = new Period(LocalDate.of(ofYear, 1, 1), today.isBefore(last) ? today : last);
        Instant now = clock.instant();
        return new Report(
                Uuid7.next(clock),
                title == null ? words("report.title", of.name(), Integer.toString(ofYear)) : title(title),
                ofYear,
                of.id(),
                of.place(),
                plan.id(),
                plan.version(),
                1,
                null,
                builder.build(caller, plan, of, period, words("report.loose")),
                caller.name(),
                now,
                caller.name(),
                now);
    }

    /** The reports the caller may see, the latest changed first. */
    public List<ReportSummary> all(Caller caller) {
        List<Report> reports = store.all(caller);
        var units = directory.units(reports.stream().map(Report::unit).toList());
        return reports.stream()
                .map(report -> new ReportSummary(
                        report.id(),
                        report.title(),
                        report.year(),
                        Objects.requireNonNull(units.get(report.unit())).ref(),
                        report.plan(),
                        report.frozen() == null ? "draft" : "frozen",
                        report.version(),
                        report.frozen() == null ? null : report.frozen().at(),
                        report.changedBy(),
                        report.changedAt()))
                .toList();
    }

    /** The report with its figures. */
    public ReportView view(Caller caller, UUID id, Locale language) {
        return reader.view(caller, find(caller, id), language);
    }

    /** The figures of a frozen report that differ now, with the records that make the difference. */
    public List<DifferenceView> differences(Caller caller, UUID id, Locale language) {
        return reader.differences(caller, find(caller, id), language);
    }

    /** The report as a Word file. */
    public byte[] document(Caller caller, UUID id) {
        Report report = find(caller, id);
        byte[] file = document.write(reader.view(caller, report, ReportBuilder.LANGUAGE));
        access.audit(entry(caller, "report.export", report));
        return file;
    }

    /**
     * Keeps every number as it is now; a frozen report is frozen anew.
     *
     * @throws Problem {@code report.changed-meanwhile} where somebody changed it at that moment
     */
    public void freeze(Caller caller, UUID id, @Nullable Integer version) {
        access.require(caller, Right.REPORT_FREEZE);
        Report report = find(caller, id);
        unchanged(report, version);
        AsOf state = indicators.mark();
        Period period = reader.period(report.frozen(null, report.body()));
        Report.Freezing freezing = new Report.Freezing(state.mark(), period.to(), state.at(), caller.name());
        Report frozen = report.frozen(freezing, reader.kept(caller, report, state, period));
        transaction.executeWithoutResult(status -> {
            store.save(frozen, caller.name(), clock.instant());
            store.file(frozen, freezing);
            access.audit(entry(caller, "report.freeze", frozen)
                    .change("state", report.frozen() == null ? "draft" : "frozen", "frozen")
                    .with("day", period.to()));
        });
    }

    /** Lets the numbers live again, so that the text can be changed; the freezing stays on file. */
    public void thaw(Caller caller, UUID id, @Nullable Integer version) {
        access.require(caller, Right.REPORT_FREEZE);
        transaction.executeWithoutResult(status -> {
            Report report = store.lock(caller, id).orElseThrow(Reports::missing);
            unchanged(report, version);
            if (report.frozen() == null) {
                throw Problem.conflict("report.not-frozen");
            }
            var live = report.body().chips().values().stream()
                    .map(chip -> chip.keeping(null))
                    .toList();
            store.save(report.frozen(null, report.body().withChips(live)), caller.name(), clock.instant());
            access.audit(entry(caller, "report.thaw", report).change("state", "frozen", "draft"));
        });
    }

    /** Removes a draft that was never frozen. */
    public void delete(Caller caller, UUID id) {
        access.require(caller, Right.REPORT_BUILD);
        transaction.executeWithoutResult(status -> {
            Report report = draftOf(caller, id, null);
            if (store.freezings(id) > 0) {
                throw Problem.conflict("report.was-frozen");
            }
            store.delete(id);
            access.audit(entry(caller, "report.delete", report).change("title", report.title(), null));
        });
    }

    /** Gives a draft another title. */
    public void rename(Caller caller, UUID id, @Nullable Integer version, String title) {
        String words = title(title);
        change(caller, id, version, report -> report.titled(words));
    }

    /** Adds a division and tells its id. */
    public UUID addSection(
            Caller caller,
            UUID id,
            @Nullable Integer version,
            String heading,
            @Nullable UUID parent,
            @Nullable UUID after) {
        UUID section = Uuid7.next(clock);
        edit(caller, id, version, body -> body.addSection(section, heading, parent, after));
        return section;
    }

    /** Renames a division. */
    public void renameSection(Caller caller, UUID id, @Nullable Integer version, UUID section, String heading) {
        edit(caller, id, version, body -> body.renameSection(section, heading));
    }

    /** Puts a division, with all below it, under a parent (null is the top) at a place from 1. */
    public void moveSection(
            Caller caller, UUID id, @Nullable Integer version, UUID section, @Nullable UUID parent, int ordinal) {
        edit(caller, id, version, body -> body.moveSection(section, parent, ordinal));
    }

    /** Removes an empty division. */
    public void removeSection(Caller caller, UUID id, @Nullable Integer version, UUID section) {
        edit(caller, id, version, body -> body.removeSection(section));
    }

    /** Adds a sentence of the caller's own words and tells its id. */
    public UUID addSentence(
            Caller caller, UUID id, @Nullable Integer version, UUID section, String text, @Nullable UUID after) {
        UUID sentence = Uuid7.next(clock);
        edit(
                caller,
                id,
                version,
                body -> body.addSentence(
                        section, new Sentence(sentence, Origin.WRITTEN, null, text.strip(), false), after));
        return sentence;
    }

    /**
     * Adds what a commitment of the plan has to tell by now.
     *
     * @throws Problem {@code report.nothing-to-tell}
     */
    public void addTold(
            Caller caller, UUID id, @Nullable Integer version, UUID section, UUID commitment, @Nullable UUID after) {
        change(caller, id, version, report -> {
            var chips = new HashMap<UUID, Chip>();
            List<Sentence> told = builder.tell(
                    caller,
                    plans.published(caller, report.plan()),
                    directory.unit(report.unit()),
                    reader.period(report),
                    commitment,
                    report.body(),
                    section,
                    chips);
            if (told.isEmpty()) {
                throw Problem.conflict("report.nothing-to-tell");
            }
            return report.with(added(report.body().withChips(chips.values()), section, told, after));
        });
    }

    /** Adds the figure of an indicator as a sentence of its own, to be worked into the text. */
    public void addFigure(
            Caller caller, UUID id, @Nullable Integer version, UUID section, String indicator, @Nullable UUID after) {
        change(caller, id, version, report -> {
            var chips = new HashMap<UUID, Chip>();
            Sentence sentence =
                    builder.tell(caller, directory.unit(report.unit()), reader.period(report), indicator, chips);
            return report.with(added(report.body().withChips(chips.values()), section, List.of(sentence), after));
        });
    }

    private static Body added(Body body, UUID section, List<Sentence> sentences, @Nullable UUID after) {
        Body changed = body;
        UUID before = after;
        for (Sentence sentence : sentences) {
            changed = changed.addSentence(section, sentence, before);
            before = sentence.id();
        }
        return changed;
    }

    /** Gives a sentence other words; {@code ⟦id⟧} stands for a figure of this report. */
    public void rewrite(Caller caller, UUID id, @Nullable Integer version, UUID sentence, String text) {
        change(
                caller,
                id,
                version,
                report -> report.with(report.body().rewrite(sentence, reader.asWords(caller, report, text))));
    }

    /** Puts a sentence into a division at a place from 1. */
    public void moveSentence(
            Caller caller, UUID id, @Nullable Integer version, UUID sentence, UUID section, int ordinal) {
        edit(caller, id, version, body -> body.moveSentence(sentence, section, ordinal));
    }

    /** Takes a sentence out. */
    public void removeSentence(Caller caller, UUID id, @Nullable Integer version, UUID sentence) {
        edit(caller, id, version, body -> body.removeSentence(sentence));
    }

    /** The division a sentence stands in. */
    UUID sectionOf(Caller caller, UUID id, UUID sentence) {
        return find(caller, id).body().sectionOf(sentence).id();
    }

    /** The division a division stands in, null at the top. */
    @Nullable
    UUID parentOf(Caller caller, UUID id, UUID section) {
        return find(caller, id).body().section(section).parent();
    }

    private void edit(Caller caller, UUID id, @Nullable Integer version, UnaryOperator<Body> change) {
        change(caller, id, version, report -> report.with(change.apply(report.body())));
    }

    private void change(Caller caller, UUID id, @Nullable Integer version, UnaryOperator<Report> change) {
        access.require(caller, Right.REPORT_BUILD);
        transaction.executeWithoutResult(status -> {
            Report report = draftOf(caller, id, version);
            Report changed = change.apply(report);
            store.save(changed, caller.name(), clock.instant());
            access.audit(told(entry(caller, "report.edit", changed), report, changed));
        });
    }

    private static AuditEntry told(AuditEntry entry, Report was, Report is) {
        return entry.change("title", was.title(), is.title()).change("words", words(was.body()), words(is.body()));
    }

    /** Headings and sentences as they are read, a figure by what it counts. */
    private static List<String> words(Body body) {
        return body.sections().stream()
                .flatMap(section -> Stream.concat(
                        Stream.of(section.heading()),
                        section.sentences().stream().map(Body.Sentence::text)))
                .map(text -> Body.TOKEN.matcher(text).replaceAll(chip -> {
                    Body.Chip kept = body.chips().get(UUID.fromString(chip.group(1)));
                    return kept == null ? "…" : Matcher.quoteReplacement("[" + kept.label() + "]");
                }))
                .toList();
    }

    private Report draftOf(Caller caller, UUID id, @Nullable Integer version) {
        Report report = store.lock(caller, id).orElseThrow(Reports::missing);
        unchanged(report, version);
        if (report.frozen() != null) {
            throw Problem.conflict("report.frozen");
        }
        return report;
    }

    private static void unchanged(Report report, @Nullable Integer version) {
        if (version != null && version != report.version()) {
            throw ReportStore.changedMeanwhile();
        }
    }

    private Report find(Caller caller, UUID id) {
        return store.find(caller, id).orElseThrow(Reports::missing);
    }

    private static AuditEntry entry(Caller caller, String verb, Report report) {
        return AuditEntry.of(caller, verb, "report", report.id().toString(), report.title())
                .in(report.unit(), report.place());
    }

    private String words(String code, Object... args) {
        return messages.getMessage(code, args, ReportBuilder.LANGUAGE);
    }

    private static String title(String title) {
        String words = title.replaceAll("\\s+", " ").strip();
        if (words.isEmpty() || words.length() > LONGEST_TITLE) {
            throw Problem.bad("report.title-length", LONGEST_TITLE);
        }
        return words;
    }

    private static Problem missing() {
        return Problem.missing("report.missing");
    }
}
