package cn.shiji.access;

import cn.shiji.kernel.Caller;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The rules of security as they stand now. Read at every request, so they are kept at hand until one is changed. */
@Component
public class SecurityRules {

    private final JdbcClient jdbc;
    private volatile @Nullable Map<SecurityRule, Integer> atHand;

    SecurityRules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the rule is set to. */
    public int value(SecurityRule rule) {
        return all().getOrDefault(rule, rule.shipped());
    }

    private Map<SecurityRule, Integer> all() {
        Map<SecurityRule, Integer> known = atHand;
        if (known == null) {
            Map<SecurityRule, Integer> read = new EnumMap<>(SecurityRule.class);
            jdbc.sql("select name, value from access.security_rule").query(row -> {
                int value = row.getInt("value");
                SecurityRule.of(row.getString("name")).ifPresent(rule -> read.put(rule, value));
            });
            known = read;
            atHand = read;
        }
        return known;
    }

    /** Sets a rule; to what it shipped with, too. */
    void set(Caller caller, SecurityRule rule, int value) {
        jdbc.sql("""
                        insert into access.security_rule (name, value, changed_by, changer)
                        values (:name, :value, :account, :changer)
                        on conflict (name) do update set value = excluded.value, changed_at = now(),
                            changed_by = excluded.changed_by, changer = excluded.changer
                        """)
                .param("name", rule.word())
                .param("value", value)
                .param("account", caller.account().value())
                .param("changer", caller.name())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                atHand = null;
            }
        });
    }
}
