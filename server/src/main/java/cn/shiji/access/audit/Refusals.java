package cn.shiji.access.audit;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Adds a row for each answer 403 or 404 to somebody signed in: what is forbidden and what is missing look alike from outside,
 * and the trail says who looked for it.
 */
@Component
class Refusals extends OncePerRequestFilter {

    private static final int LONGEST_ADDRESS = 300;

    private final Trail trail;
    private final ObjectProvider<Access> access;

    Refusals(Trail trail, ObjectProvider<Access> access) {
        this.trail = trail;
        this.access = access;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        int status = response.getStatus();
        if (status == HttpStatus.FORBIDDEN.value() || status == HttpStatus.NOT_FOUND.value()) {
            add(request, status);
        }
    }

    private void add(HttpServletRequest request, int status) {
        Authentication now = SecurityContextHolder.getContext().getAuthentication();
        if (now == null || !(now.getPrincipal() instanceof AccountId)) {
            return;
        }
        Caller caller;
        try {
            caller = access.getObject().caller();
        } catch (Problem signedOut) {
            return;
        }
        String address = request.getRequestURI();
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String route = request.getMethod() + " " + (pattern == null ? "" : pattern);
        AuditEntry entry = AuditEntry.of(
                        caller,
                        "access.refused",
                        "route",
                        address.length() <= LONGEST_ADDRESS ? address : address.substring(0, LONGEST_ADDRESS),
                        route.strip())
                .with("status", status);
        if (request.getAttribute(Access.REFUSAL) instanceof String code) {
            entry = entry.with("code", code);
        }
        trail.refused(entry);
    }
}
