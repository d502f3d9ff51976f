package cn.shiji.access;

import cn.shiji.kernel.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Turns away an address that asks too often, before anything is looked up for it. */
final class LimitFilter extends OncePerRequestFilter {

    private final RequestLimits limits;
    private final HandlerExceptionResolver answers;

    LimitFilter(RequestLimits limits, HandlerExceptionResolver answers) {
        this.limits = limits;
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // Built files come from memory, and a watchman asks after our health.
        return request.getRequestURI().startsWith("/assets/")
                || request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String from = RequestLimits.network(request.getRemoteAddr());
        Optional<Duration> wait = limits.take(RequestLimits.Kind.ADDRESS, from);
        boolean signsIn =
                request.getMethod().equals("POST") && request.getRequestURI().startsWith("/api/session");
        if (wait.isEmpty() && signsIn) {
            wait = limits.take(RequestLimits.Kind.SIGN_IN, from);
        }
        if (wait.isPresent()) {
            answers.resolveException(request, response, null, tooMany(wait.get(), response));
            return;
        }
        chain.doFilter(request, response);
    }

    /** The refusal in words, and for programs in seconds. */
    static Problem tooMany(Duration wait, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds()));
        return Problem.of(Problem.Kind.TOO_MANY, "access.too-often", List.of(wait.toSeconds()), List.of());
    }
}
