package cn.shiji.access;

import cn.shiji.access.audit.Trail;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins and ends a person's session in the browser. */
@Service
public class Sessions {

    private final SignIn signIn;
    private final Accounts accounts;
    private final Access access;
    private final Trail trail;
    private final SecurityContextRepository signedIn;

    Sessions(SignIn signIn, Accounts accounts, Access access, Trail trail, SecurityContextRepository signedIn) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.access = access;
        this.trail = trail;
        this.signedIn = signedIn;
    }

    /**
     * Signs in and gives the session a new id, so one that was planted before is worth nothing.
     *
     * @throws Problem {@code access.wrong-password} or {@code access.too-many-tries}
     */
    @Transactional
    public Caller begin(String username, String password, HttpServletRequest request, HttpServletResponse response) {
        AccountId account = signIn.check(username, password);
        Caller caller = access.callerOf(account).orElseThrow();
        if (request.getSession(false) != null) {
            request.changeSessionId();
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(account, null, List.of()));
        SecurityContextHolder.setContext(context);
        signedIn.saveContext(context, request, response);
        trail.done(AuditEntry.of(caller, "session.begin", "account", account.toString(), ""));
        return caller;
    }

    /** Ends the session, if there is one. */
    public void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** The name the account signs in with. */
    public String username(AccountId account) {
        return accounts.username(account);
    }
}
