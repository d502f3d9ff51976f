package cn.shiji.access;

import cn.shiji.kernel.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Stands before every route and asks for what is declared beside it, before parameters or body of the request are looked
 * at. A route of ours that declares nothing answers nobody. Which things a caller may reach is then the doors' to say.
 */
@Component
class Gate implements HandlerInterceptor, WebMvcConfigurer {

    private static final String OURS = "cn.shiji.";

    private final Access access;
    private final RequestLimits limits;

    Gate(Access access, RequestLimits limits) {
        this.access = access;
        this.limits = limits;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Integer.MIN_VALUE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod route)
                || !route.getBeanType().getName().startsWith(OURS)) {
            return true;
        }
        if (route.hasMethodAnnotation(Open.class)) {
            return true;
        }
        Needs needs = route.getMethodAnnotation(Needs.class);
        if (needs == null && !route.hasMethodAnnotation(SignedIn.class)) {
            throw new IllegalStateException("Nothing is declared beside " + route + ": say @Open, @SignedIn or @Needs");
        }
        Caller caller = access.caller();
        tooOften(caller, request).ifPresent(wait -> {
            throw LimitFilter.tooMany(wait, response);
        });
        if (needs != null && Arrays.stream(needs.value()).noneMatch(caller::may)) {
            access.require(caller, needs.value()[0]);
        }
        return true;
    }

    private Optional<Duration> tooOften(Caller caller, HttpServletRequest request) {
        String account = caller.account().toString();
        Optional<Duration> wait = limits.take(RequestLimits.Kind.ACCOUNT, account);
        return wait.isPresent() || !costly(request) ? wait : limits.take(RequestLimits.Kind.COSTLY, account);
    }

    private static boolean costly(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        String path = request.getRequestURI();
        return type.startsWith("multipart/")
                || path.endsWith(".xlsx")
                || path.endsWith(".docx")
                || path.endsWith(".csv")
                || path.contains("/export");
    }
}
