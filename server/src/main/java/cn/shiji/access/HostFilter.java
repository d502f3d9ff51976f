package cn.shiji.access;

import cn.shiji.kernel.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Turns away whoever asks for the server by a name that is not its own. Addresses that are told to others, as the one an
 * identity provider sends back to, are made from that name.
 */
final class HostFilter extends OncePerRequestFilter {

    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Set<String> names;
    private final HandlerExceptionResolver answers;

    /**
     * Knows the names.
     *
     * @param names hosts without a port; none lets every name through
     */
    HostFilter(Collection<String> names, HandlerExceptionResolver answers) {
        this.names = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String asked = request.getServerName().toLowerCase(Locale.ROOT);
        if (names.isEmpty() || names.contains(asked) || OF_THIS_MACHINE.contains(asked)) {
            chain.doFilter(request, response);
            return;
        }
        answers.resolveException(
                request, response, null, Problem.of(Problem.Kind.BAD, "access.other-host", List.of(), List.of()));
    }
}
