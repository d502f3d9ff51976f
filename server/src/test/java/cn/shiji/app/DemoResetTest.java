package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Shiji;
import cn.shiji.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The one command that destroys something looks twice. */
class DemoResetTest {

    @BeforeAll
    static void sharePrograms() {
        System.setProperty("shiji.database.programs", TestDatabase.PROGRAMS.toString());
    }

    @Test
    void resetMakesNothingWhereNothingIs() throws IOException {
        Path nowhere = folder().resolve("nowhere");

        assertThat(reset(nowhere)).contains("没有演示县");
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void resetRefusesARunningServerAndAnInstallationThatIsNoDemo() throws IOException {
        Path data = folder();
        try (ConfigurableApplicationContext server = Application.server(
                Shiji.class, data, () -> Map.of("server.port", 0, "shiji.demo", false), words -> {})) {
            server.getBean(FirstAccount.class).linkFor("云岭县");

            assertThat(reset(data)).contains("请先停止它");
        }
        assertThat(reset(data)).contains("不是演示县");
    }

    /** Runs the command, which must refuse, and tells what it said. */
    private static String reset(Path data) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(new CommandLine(Shiji.class).run("demo", "reset", "--data", data.toString()))
                    .isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Path folder() throws IOException {
        Path folder = TestDatabase.temporaryFolder("reset");
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
