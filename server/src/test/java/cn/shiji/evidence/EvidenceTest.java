package cn.shiji.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestTown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@ServerTest
class EvidenceTest {

    private static final byte[] NOTE = "三月巡护照片说明".getBytes(StandardCharsets.UTF_8);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Value("${shiji.data}")
    Path data;

    TestTown town;
    TestBrowser clerk;

    @BeforeEach
    void found() {
        town = TestTown.in(context);
        clerk = TestBrowser.signedIn(port, town.username("shiqiao"));
    }

    @Test
    void aFileIsOpenedAgainAsItWasSent() {
        var kept = clerk.upload("/api/files", "说明.txt", NOTE).json();

        var opened = clerk.get("/api/files/" + kept.path("id").asString());

        assertThat(opened.bytes()).isEqualTo(NOTE);
        assertThat(opened.type()).startsWith("text/plain");
    }

    @Test
    void anotherVillageCannotOpenItButTheTownCan() {
        String id = clerk.upload("/api/files", "说明.txt", NOTE).json().path("id").asString();

        assertThat(TestBrowser.signedIn(port, town.username("chaling"))
                        .get("/api/files/" + id)
                        .code())
                .isEqualTo("evidence.missing");
        assertThat(TestBrowser.signedIn(port, town.username("office"))
                        .get("/api/files/" + id)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theAuditorSendsNothing() {
        var answer = TestBrowser.signedIn(port, town.username("auditor")).upload("/api/files", "说明.txt", NOTE);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("detail").asString()).contains("审计").contains("上传附件");
    }

    @Test
    void aFileThatIsNotWhatItsNameSaysIsRefusedInWords() {
        var program = clerk.upload("/api/files", "照片.jpg", "MZ\u0000not a picture".getBytes(StandardCharsets.UTF_8));
        var empty = clerk.upload("/api/files", "空.txt", new byte[0]);

        assertThat(program.code()).isEqualTo("evidence.unsupported");
        assertThat(program.json().path("detail").asString()).contains("照片.jpg").contains("JPEG");
        assertThat(empty.code()).isEqualTo("evidence.empty");
    }

    @Test
    void aFileIsWhatItsContentIsWhateverItsNameClaims() throws IOException {
        byte[] program = {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0};
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        byte[] archive = zip("run.sh", 10);
        byte[] workbook = zip("[Content_Types].xml", 10, "xl/workbook.xml", 10);
        byte[] bomb = zip("[Content_Types].xml", 10, "word/document.xml", 100 << 20);

        for (String name : List.of("计划.docx", "表.xlsx", "旧稿.doc", "照片.jpg", "照片.png", "文件.pdf", "说明.txt")) {
            refused(name, program);
        }
        for (String name : List.of("照片.png", "照片.jpg", "文件.pdf", "计划.docx")) {
            refused(name, page);
        }
        refused("计划.docx", archive);
        refused("计划.docx", workbook);
        refused("计划.docx", bomb);
        refused("脚本.html", page);
        refused("图.svg", page);
        assertThat(clerk.upload("/api/files", "表.xlsx", workbook)
                        .json()
                        .path("mediaType")
                        .asString())
                .contains("spreadsheetml");
    }

    private void refused(String name, byte[] content) {
        assertThat(clerk.upload("/api/files", name, content).code()).as(name).isEqualTo("evidence.unsupported");
    }

    /** A package of parts, each of so many bytes. */
    private static byte[] zip(Object... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int at = 0; at < parts.length; at += 2) {
                zip.putNextEntry(new ZipEntry((String) parts[at]));
                zip.write(new byte[(int) parts[at + 1]]);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aPathInTheNameIsNeverFollowed() {
        var kept = clerk.upload("/api/files", "../../etc/说明.txt", NOTE).json();

        assertThat(kept.path("name").asString()).isEqualTo("说明.txt");
    }

    @Test
    void aContentThatWasAlteredOnDiskIsNotHandedOut() throws Exception {
        byte[] own = (town.town.name() + " 的说明").getBytes(StandardCharsets.UTF_8);
        var kept = clerk.upload("/api/files", "说明.txt", own).json();
        String digest = kept.path("sha256").asString();
        Files.writeString(
                data.resolve("evidence").resolve(digest.substring(0, 2)).resolve(digest.substring(2)), "别的");

        assertThat(clerk.get("/api/files/" + kept.path("id").asString()).code()).isEqualTo("evidence.damaged");
    }
}
