package cn.shiji.access;

import cn.shiji.kernel.Role;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * The sort of work an account does for good: business, or one of the three administrations (三员) of which none does
 * another's work. No account ever holds roles of two.
 */
public enum Duty {
    /** The work itself. */
    BUSINESS,
    /** Units, people and accounts. */
    SYSTEM,
    /** Roles and the rules of security. */
    SECURITY,
    /** The audit trail. */
    AUDIT;

    /** The word used in JSON and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The duty of a word; an unknown word is our own fault. */
    public static Duty of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The duty a role belongs to. */
    public static Duty of(Role role) {
        return switch (role) {
            case SYSTEM_ADMIN -> SYSTEM;
            case SECURITY_ADMIN -> SECURITY;
            case AUDITOR -> AUDIT;
            case PARTY_OFFICE,
                    LEADER,
                    STATION_HEAD,
                    BRANCH_SECRETARY,
                    VILLAGE_CLERK,
                    GRID_WORKER,
                    PATROLLER,
                    FIRST_SECRETARY,
                    VILLAGE_SUPERVISOR,
                    VILLAGER,
                    ENTERPRISE -> BUSINESS;
        };
    }

    /** The one role an account of this administration may hold; empty for business. */
    public Optional<Role> onlyRole() {
        return switch (this) {
            case BUSINESS -> Optional.empty();
            case SYSTEM -> Optional.of(Role.SYSTEM_ADMIN);
            case SECURITY -> Optional.of(Role.SECURITY_ADMIN);
            case AUDIT -> Optional.of(Role.AUDITOR);
        };
    }
}
