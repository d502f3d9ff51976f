package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Shiji;
import cn.shiji.TestBrowser;
import cn.shiji.TestDatabase;
import cn.shiji.access.Access;
import cn.shiji.access.OneTimeLink;
import cn.shiji.access.Rows;
import cn.shiji.access.Vault;
import cn.shiji.app.demo.DemoCounty;
import cn.shiji.directory.Directory;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** What the operator must mend before a start is told in one line; nothing of the inside goes before it. */
@ExtendWith(OutputCaptureExtension.class)
class StartRefusedTest {

    @BeforeAll
    static void sharePrograms() {
        System.setProperty("shiji.database.programs", TestDatabase.PROGRAMS.toString());
    }

    @Test
    void aLostKeyADemoFolderAndATakenPortAreToldInOneLineEach(CapturedOutput output) throws IOException {
        Path data = folder();
        try (ConfigurableApplicationContext server = start(data)) {
            server.getBean(FirstAccount.class).linkFor("云岭县");
            server.getBean(Vault.class).seal("test.field", UUID.randomUUID(), "13812345678");
        }

        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(refused(data, output, taken.getLocalPort())).contains("端口 " + taken.getLocalPort() + " 已被占用");
        }

        Path keys = data.resolve("keys");
        Path away = data.resolve("keys-away");
        Files.move(keys, away);
        assertThat(refused(data, output, 0)).contains("密钥", "key");
        if (Files.exists(keys)) {
            try (Stream<Path> fresh = Files.list(keys)) {
                assertThat(fresh).as("nothing is made in place of a lost key").isEmpty();
            }
            Files.delete(keys);
        }
        Files.move(away, keys);

        try (ConfigurableApplicationContext server = start(data)) {
            server.getBean(Rows.class).everywhere("a test makes a demo of it", () -> {
                UnitId top = server.getBean(Directory.class).top().orElseThrow().id();
                return server.getBean(Access.class)
                        .open("demo", DemoCounty.PASSWORD, "演示", top, Role.PARTY_OFFICE, true);
            });
        }
        assertThat(refused(data, output, 0)).contains("这个数据目录里有演示账号").contains("demo accounts");
    }

    @Test
    void withoutTlsTheServerStaysOnItsOwnMachine(CapturedOutput output) {
        assertThat(new CommandLine(Shiji.class).run("run", "--no-demo", "--address", "0.0.0.0", "--data", "nowhere"))
                .isEqualTo(2);
        assertThat(output.getErr()).contains("没有 TLS 时只在本机监听");
        assertThat(Path.of("nowhere")).doesNotExist();
    }

    @Test
    void whoWorksAtTheMachineMakesALinkForAnAccountThatIsThere(CapturedOutput output) throws IOException {
        Path data = folder();
        assertThat(new CommandLine(Shiji.class).run("account", "link", "sunwei", "--data", data.toString()))
                .isEqualTo(2);
        assertThat(output.getErr()).contains("这里没有数据");
        try (ConfigurableApplicationContext server = start(data)) {
            OneTimeLink first =
                    server.getBean(FirstAccount.class).linkFor("云岭县").orElseThrow();
            assertThat(welcome(server, first.secret(), "sunwei").status()).isEqualTo(200);

            // While the server runs, as it will be.
            int before = output.getOut().length();
            assertThat(new CommandLine(Shiji.class).run("account", "link", "nobody", "--data", data.toString()))
                    .isEqualTo(2);
            assertThat(new CommandLine(Shiji.class).run("account", "link", "sunwei", "--data", data.toString()))
                    .isZero();
            String link = output.getOut().substring(before).strip();
            assertThat(link).matches("/desk/welcome#\\S+");
            assertThat(welcome(server, link.replaceFirst(".*#", ""), null).status())
                    .isEqualTo(200);
            assertThat(welcome(server, link.replaceFirst(".*#", ""), null).status())
                    .as("it works once")
                    .isEqualTo(404);
        }
    }

    private static TestBrowser.Answer welcome(
            ConfigurableApplicationContext server, String secret, @Nullable String username) {
        int port = ((WebServerApplicationContext) server).getWebServer().getPort();
        String password = username == null ? "Snow over 9 fields, two crows" : "Rain over 7 hills, no umbrella";
        return TestBrowser.at(port)
                .send(
                        "POST",
                        "/api/welcome",
                        username == null
                                ? Map.of("secret", secret, "password", password)
                                : Map.of("secret", secret, "username", username, "name", "孙维", "password", password));
    }

    private static ConfigurableApplicationContext start(Path data) {
        return Application.server(Shiji.class, data, () -> Map.of("server.port", 0, "shiji.demo", false), words -> {});
    }

    /** Starts the server, which must refuse, and tells what it said. */
    private static String refused(Path data, CapturedOutput output, int port) {
        int before = output.getErr().length();
        int all = output.getAll().length();
        assertThat(new CommandLine(Shiji.class)
                        .run("run", "--no-demo", "--port", Integer.toString(port), "--data", data.toString()))
                .isEqualTo(2);
        assertThat(output.getAll().substring(all))
                .doesNotContain("\tat ")
                .doesNotContain("APPLICATION FAILED")
                .doesNotContain("ERROR")
                .doesNotContain("WARN");
        String said = output.getErr().substring(before).strip();
        assertThat(said.lines()).hasSize(1);
        return said;
    }

    private static Path folder() throws IOException {
        Path folder = TestDatabase.temporaryFolder("refused");
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
