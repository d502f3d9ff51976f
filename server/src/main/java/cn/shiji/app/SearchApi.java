package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.SignedIn;
import cn.shiji.comparison.Comparisons;
import cn.shiji.indicator.Indicators;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.plan.Plans;
import cn.shiji.record.RecordQuery;
import cn.shiji.record.RecordRow;
import cn.shiji.record.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One search over everything a person may open: mechanisms, indicators, commitments, records, comparisons. */
@RestController
class SearchApi {

    private static final int OF_A_KIND = 8;

    private final Access access;
    private final Mechanisms mechanisms;
    private final Indicators indicators;
    private final Plans plans;
    private final Records records;
    private final Comparisons comparisons;

    SearchApi(
            Access access,
            Mechanisms mechanisms,
            Indicators indicators,
            Plans plans,
            Records records,
            Comparisons comparisons) {
        this.access = access;
        this.mechanisms = mechanisms;
        this.indicators = indicators;
        this.plans = plans;
        this.records = records;
        this.comparisons = comparisons;
    }

    /**
     * Something found.
     *
     * @param kind mechanism, indicator, commitment, record or comparison
     * @param sub where it belongs; null where the title says it all
     * @param href the page that opens it, below the face
     */
    record SearchHit(String kind, String title, @Nullable String sub, String href) {}

    /** What holds the words, at most eight of a kind. */
    @SignedIn
    @GetMapping("/api/search")
    List<SearchHit> search(@RequestParam String q, Locale language) {
        Caller caller = access.caller();
        String words = q.strip();
        List<SearchHit> hits = new ArrayList<>();
        if (words.isEmpty()) {
            return hits;
        }
        mechanisms.inService().stream()
                .filter(pack -> holds(pack.name().in(language), words))
                .limit(OF_A_KIND)
                .forEach(pack -> hits.add(
                        new SearchHit("mechanism", pack.name().in(language), null, "/mechanisms/" + pack.id())));
        if (caller.may(Right.FIGURE_READ)) {
            indicators.all().stream()
                    .filter(indicator -> holds(indicator.label().in(language), words))
                    .limit(OF_A_KIND)
                    .forEach(indicator -> hits.add(new SearchHit(
                            "indicator",
                            indicator.label().in(language),
                            mechanisms.get(indicator.pack()).name().in(language),
                            "/indicators/" + indicator.id())));
        }
        if (caller.may(Right.WORK_READ)) {
            work(caller, words, language, hits);
        }
        return hits;
    }

    private void work(Caller caller, String words, Locale language, List<SearchHit> hits) {
        plans.find(caller, words, OF_A_KIND)
                .forEach(found -> hits.add(new SearchHit(
                        "commitment",
                        found.number() + " " + found.heading(),
                        found.planTitle(),
                        "/plans/" + found.plan() + "?commitment=" + found.commitment())));
        RecordQuery asked = new RecordQuery(null, null, null, words, null, null, null, "-day");
        List<RecordRow> found =
                records.list(caller, asked, 1, OF_A_KIND, language).items();
        if (!found.isEmpty()) {
            // Who looks for somebody's name finds whatever was recorded about them: that is a read to be told.
            access.audit(
                    AuditEntry.of(caller, "search.find", "search", "", words).with("rows", found.size()));
        }
        found.forEach(row -> hits.add(
                new SearchHit("record", row.title(), row.unit().name() + " · " + row.day(), "/records/" + row.id())));
        comparisons
                .find(caller, words, OF_A_KIND)
                .forEach(one -> hits.add(new SearchHit(
                        "comparison",
                        one.title(),
                        one.unit().name() + " · " + one.year(),
                        "/comparisons/" + one.id())));
    }

    private static boolean holds(String text, String words) {
        return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }
}
