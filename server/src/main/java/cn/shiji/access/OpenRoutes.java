package cn.shiji.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes that say {@link Open} beside themselves: the only ones of the API that answer without a session. */
@Component
class OpenRoutes implements RequestMatcher {

    private final Supplier<RequestMatcher> routes;

    OpenRoutes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        // Asked for at the first request: the routes are gathered after the doors before them.
        this.routes = SingletonSupplier.of(() -> {
            List<RequestMatcher> open = mappings.getObject().getHandlerMethods().entrySet().stream()
                    .filter(route -> route.getValue().hasMethodAnnotation(Open.class))
                    .flatMap(route -> matchers(route.getKey()).stream())
                    .toList();
            return open.isEmpty() ? request -> false : new OrRequestMatcher(open);
        });
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return routes.get().matches(request);
    }

    private static List<RequestMatcher> matchers(RequestMappingInfo route) {
        Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
        return route.getPatternValues().stream()
                .flatMap(path -> methods.isEmpty()
                        ? List.of(PathPatternRequestMatcher.pathPattern(path)).stream()
                        : methods.stream()
                                .map(method ->
                                        PathPatternRequestMatcher.pathPattern(HttpMethod.valueOf(method.name()), path)))
                .<RequestMatcher>map(matcher -> matcher)
                .toList();
    }
}
