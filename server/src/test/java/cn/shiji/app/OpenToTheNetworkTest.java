package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Shiji;
import cn.shiji.TestDatabase;
import cn.shiji.TestTown;
import cn.shiji.app.tls.Tls;
import cn.shiji.app.tls.TlsFolder;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** A server that speaks TLS with a certificate of its own making, and lets nobody ask without end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// Who guesses passwords comes last: the address is held up for the others then.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OpenToTheNetworkTest {

    private static final int ACCOUNT_LIMIT = 30;
    private static final int ADDRESS_LIMIT = 400;
    private static final int SIGN_IN_LIMIT = 8;

    private Path data;
    private TlsFolder folder;
    private ConfigurableApplicationContext server;
    private TestTown town;
    private int port;
    private int plainPort;

    @BeforeAll
    void start() throws IOException {
        System.setProperty("shiji.database.programs", TestDatabase.PROGRAMS.toString());
        data = TestDatabase.temporaryFolder("tls");
        // Where we are root, the database runs as another user, who must be able to enter.
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder = new TlsFolder(data, Clock.systemUTC());
        server = Application.server(
                Shiji.class,
                data,
                () -> {
                    Map<String, Object> settings =
                            new HashMap<>(new Tls(null, null, List.of("shiji.example.gov.cn", "10.9.8.7"), 0)
                                    .settings(data, Clock.systemUTC()));
                    settings.putAll(Map.of(
                            "server.port",
                            0,
                            "server.address",
                            "127.0.0.1",
                            "shiji.demo",
                            false,
                            "shiji.limits.account",
                            ACCOUNT_LIMIT,
                            "shiji.limits.address",
                            ADDRESS_LIMIT,
                            "shiji.limits.sign-in",
                            SIGN_IN_LIMIT,
                            "shiji.hosts",
                            "shiji.example.gov.cn, 10.9.8.7",
                            "server.tomcat.remoteip.internal-proxies",
                            "10.0.0.7/32"));
                    return settings;
                },
                words -> {});
        TomcatWebServer web = (TomcatWebServer) ((WebServerApplicationContext) server).getWebServer();
        port = web.getPort();
        for (var connector : web.getTomcat().getService().findConnectors()) {
            if (!connector.getSecure()) {
                plainPort = connector.getLocalPort();
            }
        }
        town = TestTown.in(server);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void onlyTheTwoNewestVersionsOfTlsAreSpoken() throws Exception {
        for (String version : List.of("TLSv1.3", "TLSv1.2")) {
            try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("localhost", port)) {
                socket.setEnabledProtocols(new String[] {version});
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
                assertThat(socket.getSession().getCipherSuite())
                        .matches("TLS_(ECDHE_ECDSA_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)");
                assertThat(((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSigAlgName())
                        .isEqualTo("SHA256withECDSA");
            }
        }
        assertThat(answersHello(3)).as("TLS 1.2, said by hand").isEqualTo(0x16);
        assertThat(answersHello(2)).as("TLS 1.1 is answered with an alert").isEqualTo(0x15);
        assertThat(answersHello(1)).as("TLS 1.0 is answered with an alert").isEqualTo(0x15);
    }

    @Test
    void whoTrustsTheAuthorityTrustsTheServerUnderEachOfItsNames() throws Exception {
        HttpClient phone = client();
        for (String name : List.of("localhost", "127.0.0.1")) {
            assertThat(get(phone, "https://" + name + ":" + port + "/actuator/health")
                            .statusCode())
                    .isEqualTo(200);
        }
        X509Certificate shown = shown();
        assertThat(shown.getSubjectAlternativeNames().toString()).contains("shiji.example.gov.cn", "10.9.8.7");
        assertThat(Duration.between(
                        shown.getNotBefore().toInstant(), shown.getNotAfter().toInstant()))
                .isLessThan(Duration.ofDays(399));
    }

    @Test
    void thePhoneIsHandedTheAuthorityAndNothingSecret() throws Exception {
        HttpResponse<byte[]> handed = client().send(request("/authority.crt").build(), BodyHandlers.ofByteArray());

        assertThat(handed.statusCode()).isEqualTo(200);
        assertThat(handed.headers().firstValue("Content-Type")).contains("application/x-x509-ca-cert");
        assertThat(handed.body()).isEqualTo(folder.authority().getEncoded());
        assertThat(TlsFolder.fingerprint(folder.authority())).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        for (String file : List.of("authority.pem", "server.pem")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.resolve("tls").resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aRenewedCertificateIsTakenUpWhileTheServerRuns() throws Exception {
        X509Certificate before = shown();
        Files.delete(folder.serverFile());
        assertThat(folder.renew(List.of("shiji.example.gov.cn", "10.9.8.7"))).isTrue();
        assertThat(folder.renew(List.of("shiji.example.gov.cn", "10.9.8.7")))
                .as("nothing is made anew without need")
                .isFalse();
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (shown().equals(before) && System.nanoTime() < end) {
            Thread.sleep(250);
        }
        assertThat(shown()).isNotEqualTo(before);
    }

    @Test
    void cookiesGoToThisHostAloneOverTlsAloneAndNoScriptReadsTheSession() throws Exception {
        HttpResponse<String> signedIn = signIn(client(), town.username("office"));

        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        List<String> cookies = signedIn.headers().allValues("Set-Cookie");
        assertThat(cookies)
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-SHIJI=")
                        .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/")
                        .doesNotContain("Domain="));
        assertThat(cookies).allSatisfy(cookie -> assertThat(cookie).contains("Secure", "SameSite="));
        assertThat(signedIn.headers().firstValue("Strict-Transport-Security").orElse(""))
                .contains("max-age=31536000", "includeSubDomains");
    }

    @Test
    void thePortWithoutTlsSendsPagesOnAndTakesNothing() throws Exception {
        HttpClient plain = HttpClient.newHttpClient();
        String address = "http://127.0.0.1:" + plainPort;
        HttpResponse<String> page = get(plain, address + "/desk/plans?year=2026");
        HttpResponse<String> password = plain.send(
                HttpRequest.newBuilder(URI.create(address + "/api/session"))
                        .POST(BodyPublishers.ofString("{\"username\":\"a\",\"password\":\"b\"}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(301);
        assertThat(page.headers().firstValue("Location"))
                .contains("https://127.0.0.1:" + port + "/desk/plans?year=2026");
        assertThat(get(plain, address + "/api/session").statusCode())
                .as("a program that forgot TLS is to notice")
                .isEqualTo(403);
        assertThat(password.statusCode()).isEqualTo(403);
    }

    @Test
    void whoAsksByANameThatIsNotTheServersIsTurnedAway() throws Exception {
        assertThat(asked("evil.example"))
                .startsWith("HTTP/1.1 400")
                .contains("access.other-host")
                .doesNotContain("evil");
        assertThat(asked("shiji.example.gov.cn.evil.example")).startsWith("HTTP/1.1 400");
        assertThat(asked("Shiji.example.gov.cn")).startsWith("HTTP/1.1 200");
        assertThat(asked("10.9.8.7:8443")).startsWith("HTTP/1.1 200");
        assertThat(asked("localhost:" + port)).startsWith("HTTP/1.1 200");
    }

    private String asked(String host) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET /api/session/demo-accounts HTTP/1.1\r\nHost: " + host
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoAsksTooOftenIsToldHowLongToWait() throws Exception {
        HttpClient browser = client();
        assertThat(signIn(browser, town.username("leader")).statusCode()).isEqualTo(200);
        HttpResponse<String> last = get(browser, "https://localhost:" + port + "/api/mechanisms");
        for (int asked = 0; asked < ACCOUNT_LIMIT + 5 && last.statusCode() == 200; asked++) {
            last = get(browser, "https://localhost:" + port + "/api/mechanisms");
        }
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(1, 60);
        assertThat(JsonMapper.shared().readTree(last.body()).path("code").asString())
                .isEqualTo("access.too-often");
        assertThat(last.body()).contains("秒后再试");

        HttpClient other = client();
        assertThat(signIn(other, town.username("auditor")).statusCode())
                .as("another account is not held up by it")
                .isEqualTo(200);
        assertThat(get(other, "https://localhost:" + port + "/api/mechanisms").statusCode())
                .isEqualTo(200);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void whoGuessesPasswordsFromOneAddressIsStoppedWhateverTheyWriteOnTheirRequests() throws Exception {
        HttpClient browser = client();
        get(browser, "https://localhost:" + port + "/api/session/demo-accounts");
        int status = 0;
        for (int tried = 0; tried <= SIGN_IN_LIMIT && status != 429; tried++) {
            status = browser.send(
                            request("/api/session")
                                    .header("X-Forwarded-For", "203.0.113." + tried)
                                    .header("X-Real-IP", "203.0.113." + tried)
                                    .header("Forwarded", "for=203.0.113." + tried)
                                    .POST(BodyPublishers.ofString("{}"))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    // ---- how a phone asks ----

    private HttpResponse<String> signIn(HttpClient browser, String username) throws Exception {
        get(browser, "https://localhost:" + port + "/api/session/demo-accounts");
        String token = ((CookieManager) browser.cookieHandler().orElseThrow())
                .getCookieStore().getCookies().stream()
                        .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
        return browser.send(
                request("/api/session")
                        .header("X-XSRF-TOKEN", token)
                        .POST(BodyPublishers.ofString(JsonMapper.shared()
                                .writeValueAsString(Map.of("username", username, "password", TestTown.PASSWORD))))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .header("Accept-Language", "zh-CN");
    }

    private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Accept-Language", "zh-CN")
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpClient client() throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusting())
                .cookieHandler(new CookieManager())
                .build();
    }

    /** As a phone does that was told to trust the authority, and nobody else. */
    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "shiji",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(folder.authority().getEncoded())));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private X509Certificate shown() throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** Says hello in an old version, which Java itself no longer does; tells the kind of the first record that comes back. */
    private int answersHello(int minor) throws IOException {
        byte[] random = new byte[32];
        byte[] extensions = HexFormat.of()
                // elliptic curves, point formats, signatures
                .parseHex("000a00080006001d00170018" + "000b00020100" + "000d000a0008040304010503" + "0203");
        byte[] suites = HexFormat.of().parseHex("c02bc02fc009c00ac013c014");
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            int body = 2 + 32 + 1 + 2 + suites.length + 2 + 2 + extensions.length;
            out.write(new byte[] {0x16, 3, 1});
            out.writeShort(body + 4);
            out.writeByte(1);
            out.writeByte(0);
            out.writeShort(body);
            out.write(new byte[] {3, (byte) minor});
            out.write(random);
            out.writeByte(0);
            out.writeShort(suites.length);
            out.write(suites);
            out.write(new byte[] {1, 0});
            out.writeShort(extensions.length);
            out.write(extensions);
            out.flush();
            InputStream in = socket.getInputStream();
            return in.read();
        }
    }
}
