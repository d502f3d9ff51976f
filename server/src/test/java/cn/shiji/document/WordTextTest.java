package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;

/** What a reader sees of a Word file. */
class WordTextTest {

    @Test
    void automaticNumbersAreCountedOut() {
        ReadDocument read = read(WordFiles.made(document -> {
            document.createParagraph().createRun().setText("柳溪镇2031年工作计划");
            BigInteger list = WordFiles.chineseList(document);
            numbered(document, list, 0, "去年工作回顾");
            numbered(document, list, 1, "种茶");
            numbered(document, list, 1, "修路");
            numbered(document, list, 0, "今年工作安排");
            numbered(document, list, 1, "架桥");
        }));
        assertThat(read.text()).isEqualTo("柳溪镇2031年工作计划\n一、去年工作回顾\n（一）种茶\n（二）修路\n二、今年工作安排\n（一）架桥");
        assertThat(read.allNodes())
                .extracting(Node::level)
                .containsExactly(Level.TITLE, Level.CHAPTER, Level.AREA, Level.AREA, Level.CHAPTER, Level.AREA);
    }

    @Test
    void headingStylesMakeChaptersWithoutMarkers() {
        ReadDocument read = read(WordFiles.raw(paragraph("", "柳溪镇工作计划")
                + paragraph("<w:outlineLvl w:val='0'/>", "产业")
                + paragraph("", "新建茶园30亩。")
                + paragraph("<w:outlineLvl w:val='1'/>", "茶叶")
                + paragraph("", "办好茶会2场。")
                + paragraph("<w:outlineLvl w:val='0'/>", "民生")
                + paragraph("", "修路4公里。")));
        assertThat(read.allNodes())
                .filteredOn(node -> !node.heading().isEmpty())
                .extracting(node -> node.level().code() + " " + node.heading())
                .containsExactly("title 柳溪镇工作计划", "chapter 产业", "area 茶叶", "chapter 民生");
    }

    @Test
    void insertionsAreTakenAndDeletionsDropped() {
        String tracked = "<w:p><w:r><w:t>修路</w:t></w:r>"
                + "<w:del w:id='1'><w:r><w:delText>3</w:delText></w:r></w:del>"
                + "<w:ins w:id='2'><w:r><w:t>5</w:t></w:r></w:ins>"
                + "<w:r><w:t>公里。</w:t></w:r></w:p>";
        assertThat(read(WordFiles.raw(tracked)).text()).isEqualTo("修路5公里。");
    }

    @Test
    void tablesBecomeLinesWithTabsBetweenCells() {
        ReadDocument read = read(WordFiles.made(document -> {
            document.createParagraph().createRun().setText("柳溪镇任务分解表");
            var table = document.createTable(2, 3);
            String[][] cells = {{"序号", "工作任务", "责任单位"}, {"1", "修路4公里", "村建办"}};
            for (int row = 0; row < 2; row++) {
                for (int cell = 0; cell < 3; cell++) {
                    table.getRow(row).getCell(cell).setText(cells[row][cell]);
                }
            }
        }));
        assertThat(read.text()).isEqualTo("柳溪镇任务分解表\n序号\t工作任务\t责任单位\n1\t修路4公里\t村建办");
        assertThat(read.allNodes().getLast().units())
                .extracting(ResponsibleUnit::name)
                .containsExactly("村建办");
    }

    @Test
    void theTextIsReadFromThePartThePackageNames() {
        byte[] file = WordFiles.zip(
                "[Content_Types].xml",
                "<Types/>",
                "_rels/.rels",
                "<Relationships><Relationship Type='http://x/officeDocument' Target='/word/document2.xml'/></Relationships>",
                "word/document2.xml",
                "<document><p><t>修路4公里。</t></p></document>");
        assertThat(read(file).text()).isEqualTo("修路4公里。");
    }

    @Test
    void textInHyperlinksAndControlsIsRead() {
        String body = "<w:p><w:hyperlink><w:r><w:t>修</w:t></w:r></w:hyperlink>"
                + "<w:sdt><w:sdtContent><w:r><w:t>路</w:t></w:r></w:sdtContent></w:sdt>"
                + "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
        assertThat(read(WordFiles.raw(body)).text()).isEqualTo("修路");
    }

    private static ReadDocument read(byte[] file) {
        return Documents.read("计划.docx", file);
    }

    private static void numbered(XWPFDocument document, BigInteger list, int level, String text) {
        var paragraph = document.createParagraph();
        paragraph.setNumID(list);
        paragraph.setNumILvl(BigInteger.valueOf(level));
        paragraph.createRun().setText(text);
    }

    private static String paragraph(String properties, String text) {
        return "<w:p><w:pPr>" + properties + "</w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
    }
}
