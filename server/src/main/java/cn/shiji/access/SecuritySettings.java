package cn.shiji.access;

import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The door of the rules of security: what they are, and changing them, for which a second person may be wanted too. */
@Service
public class SecuritySettings {

    private final SecurityRules rules;
    private final ApprovalStore store;
    private final GrantStore grants;
    private final Approvals approvals;
    private final Access access;
    private final Clock clock;
    private final Approvals.Verb<Change> setting;

    SecuritySettings(
            SecurityRules rules,
            ApprovalStore store,
            GrantStore grants,
            Approvals approvals,
            Access access,
            Clock clock) {
        this.rules = rules;
        this.store = store;
        this.grants = grants;
        this.approvals = approvals;
        this.access = access;
        this.clock = clock;
        this.setting = approvals.verb("security.set", Right.SECURITY_SET, Change.class, this::set);
    }

    /**
     * What shall be different; what is not named stays.
     *
     * @param rules by their words
     * @param second by verb, whether a second person is wanted
     */
    public record Change(Map<String, Integer> rules, Map<String, Boolean> second) {}

    /**
     * A kind of change that may want a second person.
     *
     * @param people how many accounts have the right for it; with fewer than two nobody could agree
     */
    public record SecondPerson(String verb, Right right, boolean wanted, int people) {}

    /** Every rule as it stands. */
    @Transactional(readOnly = true)
    public Map<SecurityRule, Integer> rules() {
        Map<SecurityRule, Integer> all = new LinkedHashMap<>();
        for (SecurityRule rule : SecurityRule.values()) {
            all.put(rule, rules.value(rule));
        }
        return all;
    }

    /** Every kind of change that may want a second person. */
    @Transactional(readOnly = true)
    public List<SecondPerson> second() {
        var wanted = store.wanting();
        return approvals.verbs().stream()
                .map(verb ->
                        new SecondPerson(verb.word(), verb.right(), wanted.contains(verb.word()), people(verb.right())))
                .toList();
    }

    private int people(Right right) {
        return grants.holders(Grants.rolesWith(right), LocalDate.now(clock));
    }

    /**
     * Changes rules, or asks a second person for it.
     *
     * @return the id it waits under; empty where it is done
     * @throws Problem {@code access.faulty-settings} with every fault
     */
    @Transactional
    public Optional<UUID> change(Caller caller, Change change) {
        access.require(caller, Right.SECURITY_SET);
        check(change);
        List<String> told = new ArrayList<>();
        change.rules().forEach((word, value) -> told.add(word + " = " + value));
        change.second().forEach((verb, wanted) -> told.add(verb + (wanted ? " +2" : " −2")));
        return approvals.ask(
                caller,
                setting,
                new Approvals.Subject("security", "settings", caller.unit()),
                new Approvals.Words("access.told.settings", String.join(", ", told)),
                change);
    }

    private void check(Change change) {
        List<Problem.Fault> faults = new ArrayList<>();
        change.rules().forEach((word, value) -> {
            Optional<SecurityRule> rule = SecurityRule.of(word);
            if (rule.isEmpty()) {
                faults.add(Problem.Fault.of("rules." + word, "access.no-such-rule", word)
                        .suggesting(String.join(
                                "、",
                                Arrays.stream(SecurityRule.values())
                                        .map(SecurityRule::word)
                                        .toList())));
            } else if (value < rule.get().least() || value > rule.get().most()) {
                faults.add(Problem.Fault.of(
                        "rules." + word,
                        "access.rule-range",
                        rule.get().least(),
                        rule.get().most()));
            }
        });
        change.second().forEach((word, wanted) -> {
            Optional<Approvals.Verb<?>> verb = approvals.verbs().stream()
                    .filter(one -> one.word().equals(word))
                    .findFirst();
            if (verb.isEmpty()) {
                faults.add(Problem.Fault.of("second." + word, "access.no-such-verb", word));
            } else if (wanted && !store.wantsSecond(word) && people(verb.get().right()) < 2) {
                faults.add(Problem.Fault.of(
                        "second." + word,
                        "access.no-second-person",
                        new Problem.Word("access.verb." + word),
                        people(verb.get().right())));
            }
        });
        if (!faults.isEmpty()) {
            throw Problem.faulty("access.faulty-settings", faults);
        }
    }

    private void set(Caller caller, Change change) {
        check(change);
        AuditEntry entry = AuditEntry.of(caller, "security.set", "security", "settings", "");
        for (Map.Entry<String, Integer> one : change.rules().entrySet()) {
            SecurityRule rule = SecurityRule.of(one.getKey()).orElseThrow();
            entry = entry.change(rule.word(), rules.value(rule), one.getValue());
            rules.set(caller, rule, one.getValue());
        }
        for (Map.Entry<String, Boolean> one : change.second().entrySet()) {
            entry = entry.change("second " + one.getKey(), store.wantsSecond(one.getKey()), one.getValue());
            store.want(caller, one.getKey(), one.getValue());
        }
        access.audit(entry);
    }
}
