package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.shiji.kernel.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not read, and in which words; and the encodings that are. */
class RefusalTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13};

    @Test
    void anEmptyFileIsRefused() {
        assertThat(refused("a.docx", new byte[0])).isEqualTo("document.empty");
        assertThat(refused("a.txt", " \n\u3000\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("document.empty");
        assertThat(refused("a.docx", WordFiles.raw("<w:p/>"))).isEqualTo("document.empty");
    }

    @Test
    void aFileThatIsNotWhatItsNameSaysIsRefused() {
        assertThat(refused("a.docx", "修路4公里。".getBytes(StandardCharsets.UTF_8))).isEqualTo("document.unsupported");
        assertThat(refused("a.docx", PNG)).isEqualTo("document.unsupported");
        assertThat(refused("a.txt", PNG)).isEqualTo("document.unsupported");
        assertThat(refused("a.docx", WordFiles.zip("readme.txt", "x"))).isEqualTo("document.unsupported");
        assertThat(refused("a.txt", new byte[] {1, 2, 0, 3, 4, 0, 5})).isEqualTo("document.unsupported");
        assertThat(refused("a.odt", new byte[] {1, 2, 3})).isEqualTo("document.unsupported");
    }

    @Test
    void aContainerThatIsNoDocumentIsRefused() throws Exception {
        assertThat(refused("a.docx", ole("WordDocument"))).isEqualTo("document.old-word");
        assertThat(refused("a.wps", ole("MatOST"))).isEqualTo("document.other-wps");
        assertThat(refused("a.doc", ole("PowerPoint Document"))).isEqualTo("document.unsupported");
    }

    @Test
    void whatWordSavesOtherwiseIsRefusedWithWhatToDo() {
        assertThat(refused("a.doc", "{\\rtf1 ...}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("document.rtf");
        assertThat(refused(
                        "a.doc", "MIME-Version: 1.0\nContent-Type: multipart/related".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("document.archive-page");
        assertThat(refused(
                        "a.doc", "<?xml version='1.0'?><w:wordDocument xmlns:w='x'/>".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("document.archive-page");
        assertThat(refused("a.wps", new byte[] {1, (byte) 0xFF, 0, 3, 0, 9, 9})).isEqualTo("document.other-wps");
    }

    @Test
    void aFileIsReadByWhatItIsAndNotByItsName() {
        byte[] word = WordFiles.made(
                document -> document.createParagraph().createRun().setText("修路4公里。"));
        for (String name : new String[] {"a.docx", "a.doc", "a.wps", "a.txt"}) {
            assertThat(Documents.read(name, word).text()).isEqualTo("修路4公里。");
        }
        byte[] page = "<html><body><p>修路4公里。</p></body></html>".getBytes(StandardCharsets.UTF_8);
        assertThat(Documents.read("a.doc", page).text()).isEqualTo("修路4公里。");
    }

    @Test
    void anEncryptedFileIsRefusedAsEncrypted() throws Exception {
        var info = new EncryptionInfo(EncryptionMode.agile);
        Encryptor encryptor = info.getEncryptor();
        encryptor.confirmPassword("secret");
        try (var files = new POIFSFileSystem();
                var out = new ByteArrayOutputStream()) {
            try (var inner = encryptor.getDataStream(files)) {
                inner.write(WordFiles.raw("<w:p/>"));
            }
            files.writeFilesystem(out);
            assertThat(refused("a.docx", out.toByteArray())).isEqualTo("document.encrypted");
        }
    }

    @Test
    void aTruncatedOrDamagedFileIsRefused() {
        byte[] whole = WordFiles.made(
                document -> document.createParagraph().createRun().setText("修路4公里。"));
        assertThat(refused("a.docx", Arrays.copyOf(whole, whole.length / 2))).isEqualTo("document.broken");
        assertThat(refused("a.docx", Arrays.copyOf(whole, whole.length - 8))).isEqualTo("document.broken");
        assertThat(refused("a.docx", WordFiles.raw("<w:p><w:r>"))).isEqualTo("document.broken");
    }

    @Test
    void aBombIsNotUnpacked() {
        String swollen = "<w:p><w:r><w:t>" + "修".repeat(6_000_000) + "</w:t></w:r></w:p>";
        assertThat(refused("a.docx", WordFiles.raw(swollen))).isEqualTo("document.bomb");
    }

    @Test
    void externalEntitiesAreNotFollowed() {
        byte[] file = WordFiles.zip(
                "[Content_Types].xml",
                "<Types/>",
                "word/document.xml",
                "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><d><p><t>甲&e;乙</t></p></d>");
        String read;
        try {
            read = Documents.read("a.docx", file).text();
        } catch (Problem problem) {
            read = problem.code();
        }
        assertThat(read).doesNotContain("root").containsAnyOf("document.broken", "甲乙");
    }

    @Test
    void aHugeFileIsRefused() {
        assertThat(refused("a.txt", new byte[Documents.LARGEST_FILE + 1])).isEqualTo("document.too-large");
        byte[] letters = new byte[Documents.LONGEST_TEXT + 1];
        Arrays.fill(letters, (byte) 'a');
        assertThat(refused("a.txt", letters)).isEqualTo("document.too-long");
    }

    @Test
    void everyUsualEncodingOfPlainTextIsRead() {
        String text = "修路4公里。";
        for (String charset : new String[] {"UTF-8", "GB18030", "GBK"}) {
            assertThat(Documents.read("a.txt", text.getBytes(Charset.forName(charset)))
                            .text())
                    .isEqualTo(text);
        }
        for (String charset : new String[] {"UTF-8", "UTF-16LE", "UTF-16BE"}) {
            byte[] marked = ("\ufeff" + text).getBytes(Charset.forName(charset));
            assertThat(Documents.read("a.TXT", marked).text()).isEqualTo(text);
        }
    }

    @Test
    void everyRefusalHasWordsInBothLanguages() {
        for (Locale language : new Locale[] {Locale.CHINESE, Locale.ENGLISH}) {
            ResourceBundle words = ResourceBundle.getBundle("messages", language);
            for (String code : new String[] {
                "unsupported",
                "empty",
                "encrypted",
                "broken",
                "too-large",
                "too-long",
                "bomb",
                "unreadable",
                "scanned",
                "no-characters",
                "parts-elsewhere",
                "old-word",
                "rtf",
                "archive-page",
                "other-wps",
                "too-intricate",
                "found.not-text",
                "found.not-known"
            }) {
                assertThat(words.containsKey("document." + code)).as(code).isTrue();
            }
        }
    }

    @Test
    void theCommandAnswersWithTextJsonOrOneLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("plan.txt"), "柳溪镇工作计划\n一、安排\n修路**公里。");
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        assertThat(run(out, err, file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\"masked\":true")
                .contains("\"value\":null");
        out.reset();
        assertThat(run(out, err, "--text", file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("柳溪镇工作计划\n一、安排\n修路**公里。");
        assertThat(run(out, err, folder.resolve("none.txt").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        assertThat(run(out, err)).isEqualTo(2);
    }

    private static int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... args) {
        return PlanParseCommand.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static byte[] ole(String entry) throws Exception {
        try (var files = new POIFSFileSystem();
                var out = new ByteArrayOutputStream()) {
            files.createDocument(new java.io.ByteArrayInputStream(new byte[5000]), entry);
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    private static String refused(String name, byte[] bytes) {
        Problem problem = catchThrowableOfType(Problem.class, () -> Documents.read(name, bytes));
        return problem == null ? "read" : problem.code();
    }
}
