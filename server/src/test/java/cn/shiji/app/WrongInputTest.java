package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.ServerTest;
import cn.shiji.TestBrowser;
import cn.shiji.TestBrowser.Answer;
import cn.shiji.TestTown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Files nobody should send as a plan are answered in words over HTTP, and nothing of them is kept. */
@ServerTest
class WrongInputTest {

    private static final int MEGABYTE = 1 << 20;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    TestTown town;
    TestBrowser office;

    @BeforeEach
    void anOffice() {
        town = TestTown.in(context);
        office = TestBrowser.signedIn(port, town.username("office"));
    }

    @Test
    void anEmptyFileIsRefused() {
        refused("空.docx", new byte[0], "document.empty");
    }

    @Test
    void aPictureUnderTheNameOfATextIsRefused() {
        refused("计划.txt", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}, "document.");
    }

    @Test
    void twoHundredMegabytesAreRefusedInWordsNotByABrokenConnection() {
        refused("很大.txt", new byte[200 * MEGABYTE], "too-large");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("<Types/>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            byte[] spaces = new byte[MEGABYTE];
            for (int part = 0; part < 1024; part++) {
                zip.write(spaces);
            }
        }
        refused("炸弹.docx", bytes.toByteArray(), "document.");
    }

    @Test
    void anEncryptedDocumentIsRefusedAsOne() throws IOException, GeneralSecurityException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (POIFSFileSystem container = new POIFSFileSystem();
                XWPFDocument document = new XWPFDocument()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var out = encryptor.getDataStream(container)) {
                document.write(out);
            }
            container.writeFilesystem(bytes);
        }
        refused("加密.docx", bytes.toByteArray(), "document.encrypted");
    }

    @Test
    void whatHoldsNoTextToReadIsRefusedWithWhatToDo() throws IOException {
        refused("通知.doc", "{\\rtf1 修路4公里}".getBytes(StandardCharsets.UTF_8), "document.rtf");
        refused("图片.docx", document("pictures-only.docx"), "document.scanned");
        refused("汇编.docx", document("embedded-file.docx"), "document.parts-elsewhere");
        refused("旧稿.wps", new byte[] {1, (byte) 0xFF, 0, 3, 0, 9, 9}, "document.other-wps");
        refused("半截.pdf", Arrays.copyOf(document("town-plan.pdf"), 3000), "document.broken");
    }

    @Test
    void everyFormatThatIsTakenIsImported() throws IOException {
        for (String name : new String[] {
            "town-plan.docx",
            "town-plan.doc",
            "town-plan.wps",
            "town-plan.pdf",
            "tasks.xlsx",
            "tasks.xls",
            "page.html",
            "plan.md",
            "gb18030.txt"
        }) {
            assertThat(imported(name, document(name)).path("stage").asString())
                    .as(name)
                    .isEqualTo("done");
        }
    }

    private static byte[] document(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/documents", name));
    }

    @Test
    void aRequestTooLargeForAnyPurposeIsToldSo() {
        Answer answer = office.upload("/api/files", "太大.txt", new byte[216 * MEGABYTE]);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("problem.too-large");
        assertThat(answer.json().path("detail").asString()).contains("MB");
    }

    private JsonNode imported(String name, byte[] content) {
        Answer started = office.upload("/api/plans/imports?unit=" + town.town.id() + "&year=2026", name, content);
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        JsonNode now = started.json();
        while (!now.path("stage").asString().matches("done|refused")) {
            now = office.get("/api/plans/imports/" + started.json().path("id").asString())
                    .json();
        }
        return now;
    }

    private void refused(String name, byte[] content, String code) {
        JsonNode now = imported(name, content);
        assertThat(now.path("stage").asString()).isEqualTo("refused");
        assertThat(now.path("problem").path("code").asString()).contains(code);
        String words = now.path("problem").path("detail").asString();
        assertThat(words)
                .isNotEqualTo(now.path("problem").path("code").asString())
                .containsPattern("[\\u4e00-\\u9fff]{4}");
        assertThat(words).doesNotContain("Exception", "{0}");
        assertThat(office.get("/api/plans").json()).isEmpty();
    }
}
