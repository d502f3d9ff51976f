package cn.shiji.access.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Tells Spring Security who is signed in, from the session in the database. */
@Component
class SessionContext implements SecurityContextRepository {

    private final ObjectProvider<SignIn> signIn;

    /** Asked for late, for what signs in is built of what Spring Security gives. */
    SessionContext(ObjectProvider<SignIn> signIn) {
        this.signIn = signIn;
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(() -> context(request));
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder both) {
        return context(both.getRequest());
    }

    /** Nothing to do: whoever signs somebody in keeps the session, and gives the cookie, at once. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return signIn.getObject().present(request).filter(Session::open).isPresent();
    }

    private SecurityContext context(HttpServletRequest request) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        signIn.getObject()
                .present(request)
                .filter(Session::open)
                .ifPresent(session -> context.setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(session.account(), null, List.of())));
        return context;
    }

    /** Looked up when first asked for: a file of the page needs nobody. */
    private static final class Deferred implements DeferredSecurityContext {

        private final Supplier<SecurityContext> found;
        private @Nullable SecurityContext kept;

        Deferred(Supplier<SecurityContext> found) {
            this.found = found;
        }

        @Override
        public SecurityContext get() {
            SecurityContext context = kept;
            if (context == null) {
                context = found.get();
                kept = context;
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
