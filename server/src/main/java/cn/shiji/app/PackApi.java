package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.access.SignedIn;
import cn.shiji.indicator.IndicatorView;
import cn.shiji.indicator.Indicators;
import cn.shiji.indicator.PackIndicators;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import cn.shiji.mechanism.Cadence;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.mechanism.Pack;
import cn.shiji.record.RecordForm;
import cn.shiji.record.RecordFormView;
import cn.shiji.record.RecordForms;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The mechanisms in service over HTTP. It stands here because a pack is read by several engines that do not know each
 * other, and a screen wants all of it.
 */
@RestController
class PackApi {

    private final Mechanisms mechanisms;
    private final Indicators indicators;
    private final Access access;

    PackApi(Mechanisms mechanisms, Indicators indicators, Access access) {
        this.mechanisms = mechanisms;
        this.indicators = indicators;
        this.access = access;
    }

    record FormRef(String name, String label) {}

    record PackSummary(
            String id, String name, String line, @Nullable Cadence cadence, boolean mayRecord, List<FormRef> records) {}

    record PackView(
            String id,
            int revision,
            String name,
            String line,
            String owner,
            String why,
            @Nullable String basis,
            @Nullable Cadence cadence,
            String audience,
            List<RecordFormView> records,
            List<IndicatorView> indicators,
            @Nullable String sentence,
            String source) {}

    /** The mechanisms in service, by work line. */
    @SignedIn
    @GetMapping("/api/mechanisms")
    List<PackSummary> all(Locale language) {
        Caller caller = access.caller();
        boolean mayRecord = caller.may(Right.RECORD_ENTER);
        return mechanisms.inService().stream()
                .map(pack -> new PackSummary(
                        pack.id(),
                        pack.name().in(language),
                        pack.line().word(),
                        pack.cadence(),
                        mayRecord && !forms(pack).isEmpty(),
                        forms(pack).stream()
                                .map(form ->
                                        new FormRef(form.name(), form.label().in(language)))
                                .toList()))
                .toList();
    }

    /** A mechanism with its forms, indicators and report sentence. */
    @SignedIn
    @GetMapping("/api/mechanisms/{id}")
    PackView one(@PathVariable String id, Locale language) {
        access.caller();
        Pack pack = mechanisms.get(id);
        return new PackView(
                pack.id(),
                pack.revision(),
                pack.name().in(language),
                pack.line().word(),
                pack.owner(),
                pack.why().in(language),
                pack.basis() == null ? null : pack.basis().in(language),
                pack.cadence(),
                pack.audience().word(),
                forms(pack).stream()
                        .map(form -> RecordFormView.of(form, language))
                        .toList(),
                pack.part(PackIndicators.class).map(PackIndicators::indicators).orElse(List.of()).stream()
                        .map(indicator -> indicators.view(indicator, language))
                        .toList(),
                indicators
                        .sentence(id)
                        .map(sentence -> sentence.template().in(language))
                        .orElse(null),
                pack.source().word());
    }

    private static List<RecordForm> forms(Pack pack) {
        return pack.part(RecordForms.class).map(RecordForms::forms).orElse(List.of());
    }
}
