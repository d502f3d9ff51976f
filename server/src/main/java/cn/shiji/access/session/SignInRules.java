package cn.shiji.access.session;

import cn.shiji.access.SecurityRule;
import cn.shiji.access.SecurityRules;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rules for signing in: what the site's settings fix, and what the security administrator decides. */
@Component
class SignInRules {

    /** As many passwords, the present one included, do not come back. */
    static final int REMEMBERED = 5;

    private final JdbcClient jdbc;
    private final SecurityRules rules;
    private final Clock clock;
    private final @Nullable Duration idle;
    private final Duration pocketIdle;
    private final @Nullable Duration absolute;

    SignInRules(
            JdbcClient jdbc,
            SecurityRules rules,
            Clock clock,
            @Value("${shiji.session.idle:#{null}}") @Nullable Duration idle,
            @Value("${shiji.session.pocket-idle}") Duration pocketIdle,
            @Value("${shiji.session.absolute:#{null}}") @Nullable Duration absolute) {
        this.jdbc = jdbc;
        this.rules = rules;
        this.clock = clock;
        this.idle = idle;
        this.pocketIdle = pocketIdle;
        this.absolute = absolute;
    }

    /**
     * How long a session lasts without a request. On the phone longer: work out of doors has long silences, and the phone
     * has a lock of its own.
     */
    Duration idle(Face face) {
        return switch (face) {
            case DESK -> idle == null ? Duration.ofMinutes(rules.value(SecurityRule.SESSION_IDLE_MINUTES)) : idle;
            case POCKET -> pocketIdle;
        };
    }

    /** How long a session lasts, however busy. */
    Duration longest() {
        return absolute == null ? Duration.ofHours(rules.value(SecurityRule.SESSION_LONGEST_HOURS)) : absolute;
    }

    /** How many signs a password has at least. */
    int shortest() {
        return rules.value(SecurityRule.PASSWORD_LENGTH);
    }

    /** After how long a password must be changed; empty where only a reason asks for it. */
    Optional<Duration> oldest() {
        int days = rules.value(SecurityRule.PASSWORD_DAYS);
        return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
    }

    /** The wrong tries that cost no rest. */
    int freeTries() {
        return rules.value(SecurityRule.SIGN_IN_TRIES);
    }

    /** The first rest. */
    Duration rest() {
        return Duration.ofMinutes(rules.value(SecurityRule.SIGN_IN_REST_MINUTES));
    }

    /** The roles that need a second factor. */
    Set<Role> factorRoles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        jdbc.sql("select role from access.factor_role")
                .query(String.class)
                .list()
                .forEach(role -> roles.add(Role.of(role)));
        return roles;
    }

    void factorRoles(Collection<Role> roles) {
        jdbc.sql("delete from access.factor_role").update();
        for (Role role : roles) {
            jdbc.sql("insert into access.factor_role (role) values (:role)")
                    .param("role", role.word())
                    .update();
        }
    }

    /** Whether a role the account holds today, wherever, needs a second factor. */
    boolean wantsFactor(AccountId account) {
        return jdbc.sql("""
                        select exists (
                            select from access.account a
                            join access.granted g on g.account_id = a.id or g.person_id = a.person_id
                            join access.factor_role f on f.role = g.role
                            where a.id = :account and g.ended_at is null and g.since <= :today
                              and (g.until is null or g.until >= :today))
                        """)
                .param("account", account.value())
                .param("today", LocalDate.now(clock))
                .query(Boolean.class)
                .single();
    }
}
