package cn.shiji.document.format;

import cn.shiji.kernel.Problem;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * The text of a PDF: its glyphs gathered into lines by their places, ruled tables into rows, and lines into paragraphs.
 *
 * <p>Only a text layer is read; a scan is refused, and so is text whose glyphs do not say which characters they are.
 */
final class PdfText {

    private static final int MOST_PAGES = 3000;

    /** How many drawing steps a document may take; a page of text takes some thousands. */
    private static final int MOST_STEPS = 30_000_000;

    /** Fewer glyphs than this on a page beside a picture are a stamp on a scan. */
    private static final int FEW_GLYPHS = 10;

    static {
        // Text needs no fonts of this machine, and looking for them costs seconds.
        FontMappers.set(new PdfFonts());
    }

    private PdfText() {}

    static Manuscript read(String fileName, byte[] bytes) {
        PdfStreams.check(fileName, bytes);
        try (PDDocument document = Loader.loadPDF(bytes, "", null, null, IOUtils.createMemoryOnlyStreamCache())) {
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw Problem.tooLarge("document.too-long", fileName, Formats.LONGEST_TEXT);
            }
            var glyphs = new GlyphReader(fileName);
            glyphs.writeText(document, Writer.nullWriter());
            refuseWithoutText(fileName, glyphs, document.getNumberOfPages());
            return new PdfParagraphs(fileName, glyphs.pages).manuscript();
        } catch (InvalidPasswordException locked) {
            throw Problem.bad("document.encrypted", fileName);
        } catch (Problem told) {
            throw told;
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            // The library answers damage with whatever exception it runs into.
            throw Problem.bad("document.broken", fileName);
        }
    }

    private static void refuseWithoutText(String fileName, GlyphReader glyphs, int pages) {
        if (pages == 0) {
            throw Problem.bad("document.broken", fileName);
        }
        boolean scanned = glyphs.picturePages * 2 >= pages || glyphs.known < (long) FEW_GLYPHS * pages;
        if (glyphs.unknown * 4L > glyphs.unknown + glyphs.known && glyphs.unknown >= FEW_GLYPHS) {
            throw Problem.bad("document.no-characters", fileName);
        }
        if (glyphs.picturePages > 0 && scanned) {
            throw Problem.bad("document.scanned", fileName);
        }
        if (glyphs.known == 0) {
            throw Problem.bad("document.empty", fileName);
        }
    }

    /** Gathers the glyphs and ruled lines of every page. */
    private static final class GlyphReader extends PDFTextStripper {

        final List<PdfPage> pages = new ArrayList<>();
        long known;
        long unknown;
        int picturePages;

        private final String fileName;
        private final List<PdfPage.Glyph> glyphs = new ArrayList<>();
        private int steps;

        GlyphReader(String fileName) {
            this.fileName = fileName;
        }

        @Override
        protected void startPage(PDPage page) {
            glyphs.clear();
        }

        @Override
        protected void endPage(PDPage page) throws IOException {
            PDRectangle box = page.getCropBox();
            boolean turned = page.getRotation() % 180 != 0;
            float width = turned ? box.getHeight() : box.getWidth();
            float height = turned ? box.getWidth() : box.getHeight();
            var rules = new PdfRules(page);
            // Lines of a turned page would have to be turned with it; its tables are read as text.
            if (page.getRotation() == 0) {
                rules.processPage(page);
            }
            pages.add(new PdfPage(width, height, List.copyOf(glyphs), rules.tables()));
            if (glyphs.size() < FEW_GLYPHS && rules.hasPicture()) {
                picturePages++;
            }
        }

        @Override
        protected void writePage() {
            // Lines are made of the glyphs of all pages, later.
        }

        @Override
        protected void processTextPosition(TextPosition text) {
            String unicode = text.getUnicode();
            if (unicode == null || unicode.isEmpty()) {
                return;
            }
            Matrix matrix = text.getTextMatrix();
            boolean slanted = Math.abs(matrix.getScaleX()) > 0.1 && Math.abs(matrix.getShearY()) > 0.1;
            if (slanted) {
                return; // a watermark across the page
            }
            float size = Math.max(1, text.getFontSizeInPt());
            glyphs.add(new PdfPage.Glyph(
                    unicode, text.getXDirAdj(), text.getYDirAdj(), text.getWidthDirAdj(), size, text.getDir()));
        }

        @Override
        protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
            String unicode = font.toUnicode(code);
            if (unicode == null && font instanceof PDSimpleFont && code >= ' ' && code < 127) {
                unicode = Character.toString(code);
            }
            boolean none = unicode == null || unicode.chars().anyMatch(GlyphReader::meansNothing);
            unknown += none ? 1 : 0;
            known += none || unicode == null || unicode.isBlank() ? 0 : 1;
            if (known > Formats.LONGEST_TEXT) {
                throw Problem.tooLarge("document.too-long", fileName, Formats.LONGEST_TEXT);
            }
            super.showGlyph(matrix, font, code, displacement);
        }

        private static boolean meansNothing(int c) {
            return c == 0xFFFD || c >= 0xE000 && c <= 0xF8FF || c < ' ' && !Character.isWhitespace(c);
        }

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
            if (++steps > MOST_STEPS) {
                throw Problem.bad("document.too-intricate", fileName);
            }
            super.processOperator(operator, operands);
        }
    }
}
