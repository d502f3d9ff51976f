package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Whatever a stranger writes on the wire, the answer tells nothing of what is inside, and bears the headers that guard. */
@ServerTest
class NoInsidesTest {

    private static final List<String> INSIDES = List.of(
            "tomcat", "apache", "spring", "java.", "jakarta", "exception", "\tat ", "postgres", "select ", "jetty");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/plans/../../etc/passwd HTTP/1.1",
                "GET /api/%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
                "GET /api//plans HTTP/1.1",
                "GET /api/plans;jsessionid=1 HTTP/1.1",
                "GET /desk/%00 HTTP/1.1",
                "GET /desk/{}|^ HTTP/1.1",
                "GET /nothing/here HTTP/1.1",
                "GET /actuator/env HTTP/1.1",
                "GET /actuator/heapdump HTTP/1.1",
                "GET /v3/api-docs HTTP/1.1",
                "GET /error HTTP/1.1",
                "GET /application.yaml HTTP/1.1",
                "GET /.git/config HTTP/1.1",
                "GET /assets/ HTTP/1.1",
                "TRACE / HTTP/1.1",
                "PROPFIND / HTTP/1.1",
                "NONSENSE",
                "GET / HTTP/9.9",
                "POST /api/session HTTP/1.1",
                "DELETE /desk/ HTTP/1.1"
            })
    void aStrangeRequestIsAnsweredWithoutAWordOnTheInside(String line) throws IOException {
        String answer = said(line + "\r\nHost: shiji.example\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 ");
        assertThat(answer.substring(9, 12)).as(answer).matches("4..|505");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain(INSIDES);
        assertThat(answer).doesNotContain("\r\nServer:", "X-Powered-By");
    }

    @Test
    void aNameWrittenIntoHostOrForwardedIsNotRepeated() throws IOException {
        for (String header : List.of("Host: evil.example", "Host: a\r\nX-Forwarded-Host: evil.example")) {
            for (String path : List.of("/desk", "/pocket", "/", "/api/session", "/nothing")) {
                assertThat(said("GET " + path + " HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n"))
                        .doesNotContain("evil.example");
            }
        }
        assertThat(said("GET /desk HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains("Location: /desk/");
        assertThat(said("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void twoLengthsOfOneRequestAreRefused() throws IOException {
        assertThat(said("POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 9\r\n"
                        + "Connection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 400");
        assertThat(said("POST /api/session HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n"
                        + "Connection: close\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    @Test
    void everyAnswerBearsTheHeadersThatGuard() throws IOException {
        for (String path : List.of("/", "/api/session", "/api/plans", "/nothing/here", "/desk/")) {
            String answer = said("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .as(path)
                    .contains(
                            "X-Content-Type-Options: nosniff",
                            "X-Frame-Options: DENY",
                            "Referrer-Policy: same-origin",
                            "Cross-Origin-Opener-Policy: same-origin",
                            "Cross-Origin-Resource-Policy: same-origin",
                            "object-src 'none'",
                            "base-uri 'none'",
                            "frame-ancestors 'none'",
                            "no-store")
                    .doesNotContain("script-src 'unsafe", "'unsafe-eval'", "Access-Control-Allow");
            assertThat(answer)
                    .as("style sheets and scripts come from here alone")
                    .contains("script-src 'self';", "style-src 'self';");
        }
    }

    @Test
    void whatIsHandedOutIsKeptByNoBrowser() {
        TestTown town = TestTown.in(context);
        TestBrowser office = TestBrowser.signedIn(port, town.username("office"));

        assertThat(office.header("/api/plans", "Cache-Control")).contains("no-store");
        assertThat(office.header("/api/session", "Cache-Control")).contains("no-store");
    }

    private String said(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
