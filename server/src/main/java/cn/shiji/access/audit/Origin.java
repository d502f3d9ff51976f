package cn.shiji.access.audit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where what is done now comes from.
 *
 * @param address the client's, null where the program itself acts
 * @param session tells sessions apart and cannot be signed in with; null where there is none
 */
public record Origin(@Nullable String address, @Nullable String session) {

    /** Where a request keeps the id of its session, which may be told and opens nothing. */
    public static final String SESSION = "cn.shiji.session";

    private static final Origin PROGRAM = new Origin(null, null);

    /** Of the request this thread answers. */
    public static Origin now() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : PROGRAM;
    }

    static Origin of(HttpServletRequest request) {
        Object session = request.getAttribute(SESSION);
        return new Origin(request.getRemoteAddr(), session == null ? null : session.toString());
    }
}
