package cn.shiji.document.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import cn.shiji.kernel.Problem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** How the lines of a PDF become paragraphs, and which PDFs hold no text to read. Letters stand for signs of any script. */
class PdfTextTest {

    private static final float SIZE = 12;
    private static final float LEFT = 90;

    /** As many letters of Courier as fill a line to the right margin. */
    private static final int FULL = 58;

    private interface Drawing {
        void on(Sheet sheet) throws IOException;
    }

    /** A page that is drawn on. */
    private record Sheet(PDDocument document, PDPage page, PDPageContentStream stream, PDFont font) {

        void text(float x, float fromTop, String words) throws IOException {
            stream.beginText();
            stream.setFont(font, SIZE);
            stream.newLineAtOffset(x, page.getMediaBox().getHeight() - fromTop);
            stream.showText(words);
            stream.endText();
        }

        void line(float x1, float top1, float x2, float top2) throws IOException {
            float height = page.getMediaBox().getHeight();
            stream.moveTo(x1, height - top1);
            stream.lineTo(x2, height - top2);
            stream.stroke();
        }
    }

    @BeforeAll
    static void noFontsOfThisMachine() {
        FontMappers.set(new PdfFonts());
        ((Logger) LoggerFactory.getLogger("org.apache")).setLevel(Level.OFF);
    }

    @Test
    void fullLinesGoOnAndIndentedOnesBegin() {
        String full = "a".repeat(FULL);
        assertThat(text(sheet -> {
                    sheet.text(LEFT + 24, 100, full.substring(4));
                    sheet.text(LEFT, 124, full);
                    sheet.text(LEFT, 148, "end.");
                    sheet.text(LEFT + 24, 172, "next.");
                    sheet.text(LEFT + 24, 196, "last.");
                }))
                .isEqualTo(full.substring(4) + " " + full + " end.\nnext.\nlast.");
    }

    @Test
    void aPageNumberNeverStandsInsideASentence() {
        String full = "b".repeat(FULL);
        Drawing first = sheet -> {
            sheet.text(LEFT, 50, "Town of Willow Creek");
            sheet.text(LEFT, 100, full);
            sheet.text(LEFT, 124, full);
            sheet.text(290, 800, "- 1 -");
        };
        Drawing second = sheet -> {
            sheet.text(LEFT, 50, "Town of Willow Creek");
            sheet.text(LEFT, 100, "goes on here.");
            sheet.text(290, 800, "- 2 -");
        };
        Manuscript read = read(pdf(first, second));
        assertThat(OwnDocumentsTest.shown(read))
                .isEqualTo("F   Town of Willow Creek\n    " + full + " " + full
                        + " goes on here.\nF   - 1 -\nF   Town of Willow Creek\nF   - 2 -\n");
    }

    @Test
    void ruledTablesBecomeRowsAndMergedCellsAreTold() {
        Manuscript read = read(pdf(sheet -> {
            for (int row = 0; row <= 3; row++) {
                sheet.line(row == 2 ? 200 : 100, 200 + row * 30, 400, 200 + row * 30);
            }
            for (int column = 0; column <= 3; column++) {
                sheet.line(100 + column * 100, 200, 100 + column * 100, 290);
            }
            String[][] words = {{"no", "task", "unit"}, {"x", "road", "office"}, {"", "bridge", "station"}};
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    sheet.text(110 + column * 100, 220 + row * 30, words[row][column]);
                }
            }
            sheet.text(LEFT, 100, "A table of tasks follows here, said by a line of its own");
        }));
        assertThat(OwnDocumentsTest.shown(read))
                .endsWith("  R no|task|unit\n  R x|road|office\n  R ^|bridge|station\n");
    }

    @Test
    void aScanIsRefused() {
        assertThat(refused(pdf(sheet -> sheet.stream()
                        .drawImage(
                                LosslessFactory.createFromImage(
                                        sheet.document(), new BufferedImage(40, 60, BufferedImage.TYPE_BYTE_GRAY)),
                                0,
                                0,
                                595,
                                842))))
                .isEqualTo("document.scanned");
        assertThat(refused(pdf(sheet -> {}))).isEqualTo("document.empty");
    }

    @Test
    void anEncryptedPdfIsRefused() throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(out);
            assertThat(refused(out.toByteArray())).isEqualTo("document.encrypted");
        }
    }

    @Test
    void glyphsThatDoNotSayWhichCharactersTheyAreAreRefused() throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream();
                InputStream letters = PDDocument.class.getResourceAsStream(
                        "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            PDFont font = PDType0Font.load(document, letters, true);
            draw(document, font, sheet -> sheet.text(LEFT, 100, "nobody knows what this says"));
            document.save(out);
            try (PDDocument again = org.apache.pdfbox.Loader.loadPDF(out.toByteArray())) {
                var resources = again.getPage(0).getResources();
                COSName name = resources.getFontNames().iterator().next();
                var nowhere = new PDStream(again);
                try (OutputStream map = nowhere.createOutputStream()) {
                    map.write("""
                            /CIDInit /ProcSet findresource begin 12 dict begin begincmap
                            1 begincodespacerange <0000> <FFFF> endcodespacerange
                            1 beginbfrange <0000> <00FF> <E000> endbfrange
                            endcmap end end""".getBytes(StandardCharsets.US_ASCII));
                }
                resources.getFont(name).getCOSObject().setItem(COSName.TO_UNICODE, nowhere);
                out.reset();
                again.save(out);
            }
            assertThat(refused(out.toByteArray())).isEqualTo("document.no-characters");
        }
    }

    @Test
    void aStreamThatSwellsIsNotUnpacked() throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            var page = new PDPage();
            document.addPage(page);
            var contents = new PDStream(document);
            try (OutputStream packed = contents.createOutputStream(COSName.FLATE_DECODE)) {
                byte[] spaces = new byte[1 << 20];
                java.util.Arrays.fill(spaces, (byte) ' ');
                for (int i = 0; i < 70; i++) {
                    packed.write(spaces);
                }
            }
            page.setContents(contents);
            document.save(out);
            assertThat(refused(out.toByteArray())).isEqualTo("document.bomb");
        }
    }

    @Test
    void aLongReportIsReadInOneGo() {
        Drawing page = sheet -> {
            for (int line = 0; line < 28; line++) {
                sheet.text(LEFT, 80 + line * 24, "c".repeat(FULL));
            }
        };
        Drawing[] pages = IntStream.range(0, 60).mapToObj(i -> page).toArray(Drawing[]::new);
        assertThat(read(pdf(pages)).text()).hasSizeGreaterThan(60 * 28 * FULL);
    }

    private static String text(Drawing drawing) {
        return read(pdf(drawing)).text();
    }

    private static Manuscript read(byte[] file) {
        return Formats.manuscript("计划.pdf", file);
    }

    private static String refused(byte[] file) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(file));
        return problem == null ? "read" : problem.code();
    }

    private static byte[] pdf(Drawing... pages) {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            PDFont font = new PDType1Font(Standard14Fonts.FontName.COURIER);
            for (Drawing page : List.of(pages)) {
                draw(document, font, page);
            }
            document.save(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void draw(PDDocument document, PDFont font, Drawing drawing) throws IOException {
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (var stream = new PDPageContentStream(document, page)) {
            drawing.on(new Sheet(document, page, stream, font));
        }
    }
}
