package cn.shiji.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;

/** Makes Word files for tests. */
final class WordFiles {

    private WordFiles() {}

    /** A file written through POI. */
    static byte[] made(Consumer<XWPFDocument> content) {
        try (var document = new XWPFDocument();
                var out = new ByteArrayOutputStream()) {
            content.accept(document);
            document.write(out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A list that counts 一、 and below it （一）; its id in the document. */
    static BigInteger chineseList(XWPFDocument document) {
        CTAbstractNum pattern = CTAbstractNum.Factory.newInstance();
        pattern.setAbstractNumId(BigInteger.ONE);
        level(pattern, 0, "%1、");
        level(pattern, 1, "（%2）");
        var numbering = document.createNumbering();
        return numbering.addNum(numbering.addAbstractNum(new XWPFAbstractNum(pattern)));
    }

    private static void level(CTAbstractNum pattern, int at, String text) {
        CTLvl level = pattern.addNewLvl();
        level.setIlvl(BigInteger.valueOf(at));
        level.addNewStart().setVal(BigInteger.ONE);
        level.addNewNumFmt().setVal(STNumberFormat.CHINESE_COUNTING);
        level.addNewLvlText().setVal(text);
    }

    /** The smallest package around the XML of a body. */
    static byte[] raw(String body) {
        return zip(
                "[Content_Types].xml",
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
                "word/document.xml",
                "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>" + body
                        + "</w:body></w:document>");
    }

    /** The smallest package with a body, numbering definitions and styles. */
    static byte[] raw(String body, String numbering, String styles) {
        String space = " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>";
        return zip(
                "[Content_Types].xml",
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
                "word/numbering.xml",
                "<w:numbering" + space + numbering + "</w:numbering>",
                "word/styles.xml",
                "<w:styles" + space + styles + "</w:styles>",
                "word/document.xml",
                "<w:document" + space + "<w:body>" + body + "</w:body></w:document>");
    }

    /** A zip archive of names and contents in turn. */
    static byte[] zip(String... namesAndContents) {
        try (var out = new ByteArrayOutputStream();
                var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            zip.finish();
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
