package cn.shiji.access.session;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.kernel.AccountId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the audit trail what happens around signing in. */
@Component
class SignInTrail {

    private static final String ACCOUNT = "account";

    private final Access access;

    SignInTrail(Access access) {
        this.access = access;
    }

    /** Something an account did to itself. */
    void tell(AccountId account, String verb, String words) {
        access.callerOf(account).ifPresent(caller -> access.audit(caller, verb, ACCOUNT, account.toString(), words));
    }

    /**
     * A try to sign in that was refused.
     *
     * @param name as typed; told only where there is such an account, for people type passwords there
     * @param why {@code password}, {@code code} …
     */
    void refused(String name, @Nullable AccountId account, String why) {
        access.auditRefused(
                account == null
                        ? AuditEntry.ofNobody("?", "session.begin", ACCOUNT, "", why)
                        : AuditEntry.ofNobody(name, "session.begin", ACCOUNT, account.toString(), why));
    }

    /** Somebody the identity provider vouched for, but to whom no account is bound. */
    void unbound(String subject) {
        access.auditRefused(AuditEntry.ofNobody(subject, "session.begin", ACCOUNT, "", "unbound"));
    }
}
