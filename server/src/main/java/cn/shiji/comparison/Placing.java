package cn.shiji.comparison;

import cn.shiji.comparison.KeptComparison.About;
import cn.shiji.comparison.KeptComparison.Decision;
import cn.shiji.comparison.KeptComparison.Document;
import cn.shiji.comparison.KeptComparison.Documents;
import cn.shiji.document.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lays decisions over another reading of their documents. */
final class Placing {

    /** Stands for a piece that is not in the text; its words are kept and looked for again in the next reading. */
    static final Span NOWHERE = new Span(0, 0);

    private final Documents before;
    private final @Nullable Requoted plan;
    private final @Nullable Requoted report;

    Placing(Documents before, Documents now) {
        this.before = before;
        this.plan = before.plan().text().equals(now.plan().text())
                ? null
                : new Requoted(now.plan().text());
        this.report = before.report().text().equals(now.report().text())
                ? null
                : new Requoted(now.report().text());
    }

    List<Decision> of(List<Decision> decisions) {
        return decisions.stream().map(this::of).toList();
    }

    private Decision of(Decision old) {
        boolean commitment = old.about() == About.COMMITMENT;
        Span placed = find(
                commitment ? plan : report,
                commitment ? before.plan() : before.report(),
                old.span(),
                old.quote(),
                old.placed());
        List<Span> links = new ArrayList<>();
        for (int at = 0; at < old.report().size(); at++) {
            Span link = old.report().get(at);
            Span found = find(report, before.report(), link, old.reportQuotes().get(at), link.length() > 0);
            links.add(Objects.requireNonNullElse(found, NOWHERE));
        }
        return new Decision(
                old.id(),
                old.ordinal(),
                old.about(),
                placed == null ? old.span() : placed,
                old.quote(),
                old.verdict(),
                links,
                old.reportQuotes(),
                old.aside(),
                old.note(),
                old.machine(),
                old.by(),
                old.at(),
                placed != null,
                links.contains(NOWHERE));
    }

    private static @Nullable Span find(
            @Nullable Requoted where, Document before, Span span, String quote, boolean stood) {
        if (where == null) {
            return stood ? span : null;
        }
        int length = before.text().codePointCount(0, before.text().length());
        double share = length == 0 ? 0 : Math.min(1, (double) span.start() / length);
        return where.find(quote, share).orElse(null);
    }
}
