package cn.shiji;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the server as a browser does: with a session cookie and the CSRF header. */
public final class TestBrowser {

    private static final ObjectMapper JSON = JsonMapper.shared();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String server;

    private TestBrowser(int port) {
        this.server = "http://127.0.0.1:" + port;
    }

    /** A browser nobody has signed in with. */
    public static TestBrowser at(int port) {
        TestBrowser browser = new TestBrowser(port);
        browser.get("/api/session");
        return browser;
    }

    /** A browser signed in with {@link TestTown#PASSWORD}. */
    public static TestBrowser signedIn(int port, String username) {
        TestBrowser browser = at(port);
        Answer answer =
                browser.send("POST", "/api/session", Map.of("username", username, "password", TestTown.PASSWORD));
        if (answer.status() != 200) {
            throw new IllegalStateException("Sign-in failed: " + answer);
        }
        return browser;
    }

    /** What came back. */
    public record Answer(int status, byte[] bytes, String type) {

        public JsonNode json() {
            return JSON.readTree(bytes);
        }

        /** The stable code of a refusal, empty where it is none. */
        public String code() {
            return type.contains("json") ? json().path("code").asString("") : "";
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return status + " " + (type.contains("json") || type.startsWith("text") ? text() : type);
        }
    }

    /** The value of a cookie, empty where there is none. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** Puts a cookie in by hand, as a thief would. */
    public void cookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(server), cookie);
    }

    public Answer get(String path) {
        return exchange("GET", path, "application/json", BodyPublishers.noBody());
    }

    /** A header of the answer to a question, empty where it has none. */
    public String header(String path, String name) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path)).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue(name)
                    .orElse("");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends any value as JSON; a string is sent as it stands. */
    public Answer send(String method, String path, Object body) {
        String text = body instanceof String raw ? raw : JSON.writeValueAsString(body);
        return exchange(method, path, "application/json", BodyPublishers.ofString(text));
    }

    public Answer delete(String path) {
        return exchange("DELETE", path, "application/json", BodyPublishers.noBody());
    }

    /** Sends one file as a form does. */
    public Answer upload(String path, String fileName, byte[] content) {
        return upload(path, List.of(new Part("file", fileName, content)));
    }

    /** A file within a form: the name of its field, its own name and its bytes. */
    public record Part(String field, String fileName, byte[] content) {}

    /** A page somewhere, after all redirects. */
    public record Page(URI at, int status, String text) {}

    /** Goes to an address as a link does, wherever that leads. */
    public Page visit(URI address) {
        return followed(HttpRequest.newBuilder(address).GET());
    }

    /** Sends a form as a page of another server does. */
    public Page submit(URI address, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return followed(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private Page followed(HttpRequest.Builder first) {
        HttpRequest.Builder next = first;
        for (int step = 0; step < 12; step++) {
            HttpRequest request = next.header("Accept", "text/html").build();
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                String location = response.headers().firstValue("Location").orElse("");
                if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                    return new Page(request.uri(), response.statusCode(), response.body());
                }
                next = HttpRequest.newBuilder(request.uri().resolve(location)).GET();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
        throw new IllegalStateException("Redirected without end");
    }

    /** Sends several files as a form does. */
    public Answer upload(String path, List<Part> parts) {
        String boundary = "----shiji";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Part part : parts) {
            body.writeBytes(
                    ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.field + "\"; filename=\""
                                    + part.fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(part.content);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return exchange(
                "POST",
                path,
                "multipart/form-data; boundary=" + boundary,
                BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private Answer exchange(String method, String path, String type, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .method(method, body)
                .header("Content-Type", type)
                .header("Accept-Language", "zh-CN");
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Content-Type").orElse(""));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
