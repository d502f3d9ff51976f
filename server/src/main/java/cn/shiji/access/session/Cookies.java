package cn.shiji.access.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The three cookies of signing in. Behind TLS they bear {@code __Host-}, so no neighbouring site can plant one. */
enum Cookies {
    /** Opens the session; goes with the browser. */
    SESSION("SHIJI", "Strict", null),
    /** Tells a browser that somebody signed in with before. */
    DEVICE("SHIJI-DEVICE", "Strict", Duration.ofDays(180)),
    /** Goes along to the identity provider and back, so it must come with a request from another site. */
    VISIT("SHIJI-VISIT", "Lax", Duration.ofMinutes(15));

    private final String plain;
    private final String sameSite;
    private final @Nullable Duration age;

    Cookies(String plain, String sameSite, @Nullable Duration age) {
        this.plain = plain;
        this.sameSite = sameSite;
        this.age = age;
    }

    Optional<String> in(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        String name = name(request);
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    void give(HttpServletRequest request, HttpServletResponse response, String word) {
        add(request, response, word, age);
    }

    void take(HttpServletRequest request, HttpServletResponse response) {
        if (in(request).isPresent()) {
            add(request, response, "", Duration.ZERO);
        }
    }

    private void add(
            HttpServletRequest request, HttpServletResponse response, String word, @Nullable Duration howLong) {
        ResponseCookie.ResponseCookieBuilder cookie = ResponseCookie.from(name(request), word)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite(sameSite);
        if (howLong != null) {
            cookie.maxAge(howLong);
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }

    private String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-" + plain : plain;
    }
}
