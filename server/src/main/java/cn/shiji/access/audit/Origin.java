package cn.shiji.access.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where what is done now comes from.
 *
 * @param address the client's, null where the program itself acts
 * @param session tells sessions apart and cannot be signed in with; null where there is none
 */
record Origin(@Nullable String address, @Nullable String session) {

    private static final Origin PROGRAM = new Origin(null, null);
    private static final int SIGNS = 12;

    /** Of the request this thread answers. */
    static Origin now() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : PROGRAM;
    }

    static Origin of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return new Origin(request.getRemoteAddr(), session == null ? null : mark(session.getId()));
    }

    private static String mark(String secret) {
        byte[] digest = Digest.SHA256.of(secret.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, SIGNS);
    }
}
