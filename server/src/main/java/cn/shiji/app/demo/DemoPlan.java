package cn.shiji.app.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFAbstractNum;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFNumbering;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTAbstractNum;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTLvl;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STNumberFormat;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/**
 * The demo town's plan as the Word file an office would hand in: heading styles, and numbers that Word counts itself
 * instead of typed ones.
 */
final class DemoPlan {

    static final String FILE = "青溪镇2026年工作安排.docx";
    static final int YEAR = 2026;

    private static final String CHAPTER = "# ";
    private static final String AREA = "## ";

    private DemoPlan() {}

    /** The Word file. */
    static byte[] document() {
        try (XWPFDocument document = new XWPFDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            addHeadingStyle(document, "Heading1", "heading 1", 0);
            addHeadingStyle(document, "Heading2", "heading 2", 1);
            BigInteger numbering = addNumbering(document);
            DemoTable.text("plan-2026.txt").lines().forEach(line -> {
                XWPFParagraph paragraph = document.createParagraph();
                if (line.startsWith(AREA)) {
                    number(paragraph, "Heading2", numbering, 1);
                    paragraph.createRun().setText(line.substring(AREA.length()));
                } else if (line.startsWith(CHAPTER)) {
                    number(paragraph, "Heading1", numbering, 0);
                    paragraph.createRun().setText(line.substring(CHAPTER.length()));
                } else {
                    if (document.getParagraphs().size() == 1) {
                        paragraph.setAlignment(ParagraphAlignment.CENTER);
                    } else {
                        paragraph.setIndentationFirstLine(640);
                    }
                    paragraph.createRun().setText(line);
                }
            });
            document.write(bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void number(XWPFParagraph paragraph, String style, BigInteger numbering, int level) {
        paragraph.setStyle(style);
        paragraph.setNumID(numbering);
        paragraph.setNumILvl(BigInteger.valueOf(level));
    }

    private static void addHeadingStyle(XWPFDocument document, String id, String name, int outline) {
        CTStyle style = CTStyle.Factory.newInstance();
        style.setStyleId(id);
        style.setType(STStyleType.PARAGRAPH);
        style.addNewName().setVal(name);
        style.addNewQFormat();
        style.addNewPPr().addNewOutlineLvl().setVal(BigInteger.valueOf(outline));
        style.addNewRPr().addNewB();
        document.createStyles().addStyle(new XWPFStyle(style));
    }

    /** 一、 for chapters and （一） for areas, begun anew in each chapter. */
    private static BigInteger addNumbering(XWPFDocument document) {
        CTAbstractNum pattern = CTAbstractNum.Factory.newInstance();
        pattern.setAbstractNumId(BigInteger.ONE);
        addLevel(pattern, 0, "%1、", "Heading1");
        addLevel(pattern, 1, "（%2）", "Heading2");
        XWPFNumbering numbering = document.createNumbering();
        return numbering.addNum(numbering.addAbstractNum(new XWPFAbstractNum(pattern)));
    }

    private static void addLevel(CTAbstractNum pattern, int level, String text, String style) {
        CTLvl described = pattern.addNewLvl();
        described.setIlvl(BigInteger.valueOf(level));
        described.addNewStart().setVal(BigInteger.ONE);
        described.addNewNumFmt().setVal(STNumberFormat.CHINESE_COUNTING_THOUSAND);
        described.addNewPStyle().setVal(style);
        described.addNewLvlText().setVal(text);
    }
}
