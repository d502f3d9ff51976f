package cn.shiji.app.rights;

import cn.shiji.access.Access;
import cn.shiji.access.Approvals;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.access.SecuritySettings;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The rules of security, and which changes want a second person. */
@RestController
class SecurityApi {

    private final SecuritySettings settings;
    private final Approvals approvals;
    private final Access access;
    private final RightWords words;

    SecurityApi(SecuritySettings settings, Approvals approvals, Access access, RightWords words) {
        this.settings = settings;
        this.approvals = approvals;
        this.access = access;
        this.words = words;
    }

    record RuleView(String rule, String words, String hint, int value, int shipped, int least, int most) {}

    /** A kind of change; {@code people} have the right for it, and two are needed where a second is wanted. */
    record SecondView(String verb, String words, boolean wanted, int people) {}

    record SettingsView(List<RuleView> rules, List<SecondView> second, List<PendingView> pending, boolean maySet) {}

    record SettingsEntry(
            @Nullable Map<String, @Nullable Integer> rules,
            @Nullable Map<String, @Nullable Boolean> second) {}

    /** It is done, or waits for a second person under {@code pending}. */
    record SetView(@Nullable UUID pending) {}

    /** The rules as they stand. */
    @Needs(
            value = {Right.SECURITY_SET, Right.AUDIT_READ},
            at = At.NOWHERE)
    @GetMapping("/api/security-settings")
    SettingsView settings(Locale language) {
        Caller caller = access.caller();
        return new SettingsView(
                settings.rules().entrySet().stream()
                        .map(rule -> new RuleView(
                                rule.getKey().word(),
                                words.tell(
                                        language, "access.rule." + rule.getKey().word()),
                                words.tell(
                                        language,
                                        "access.rule-hint." + rule.getKey().word()),
                                rule.getValue(),
                                rule.getKey().shipped(),
                                rule.getKey().least(),
                                rule.getKey().most()))
                        .toList(),
                settings.second().stream()
                        .map(one -> new SecondView(
                                one.verb(),
                                words.tell(language, "access.verb." + one.verb()),
                                one.wanted(),
                                one.people()))
                        .toList(),
                approvals.about("security", "settings").stream()
                        .map(pending -> PendingView.of(pending, approvals.mayDecide(caller, pending), caller, language))
                        .toList(),
                caller.may(Right.SECURITY_SET));
    }

    /** Changes what is named; the rest stays. */
    @Needs(value = Right.SECURITY_SET, at = At.NOWHERE)
    @PutMapping("/api/security-settings")
    SetView set(@RequestBody SettingsEntry entry) {
        return new SetView(settings.change(
                        access.caller(), new SecuritySettings.Change(given(entry.rules()), given(entry.second())))
                .orElse(null));
    }

    private static <V> Map<String, V> given(@Nullable Map<String, @Nullable V> map) {
        LinkedHashMap<String, V> given = new LinkedHashMap<>();
        Objects.requireNonNullElse(map, Map.<String, @Nullable V>of()).forEach((key, value) -> {
            if (value != null) {
                given.put(key, value);
            }
        });
        return given;
    }
}
