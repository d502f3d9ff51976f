package cn.shiji.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.shiji.kernel.Problem;
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
    void aListMayStartAgainOverrideALevelAndCountPlainly() {
        String numbering = "<w:abstractNum w:abstractNumId='1'>"
                + level(0, "chineseCounting", "第%1章", "<w:suff w:val='space'/>")
                + level(1, "decimal", "%1.%2", "<w:isLgl/>")
                + level(2, "decimalEnclosedCircle", "%3", "<w:suff w:val='nothing'/>")
                + "</w:abstractNum>"
                + "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
                + "<w:num w:numId='2'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
                + "<w:num w:numId='3'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'>"
                + level(0, "ideographTraditional", "%1、", "") + "</w:lvlOverride></w:num>";
        assertThat(text(
                        item(1, 0, "总则")
                                + item(1, 1, "修路")
                                + item(1, 2, "硬化")
                                + item(1, 2, "绿化")
                                + item(1, 0, "分则")
                                + item(1, 1, "架桥")
                                + item(2, 0, "附则")
                                + item(3, 0, "附件"),
                        numbering,
                        ""))
                .isEqualTo("第一章 总则\n1.1 修路\n①硬化\n②绿化\n第二章 分则\n2.1 架桥\n第一章 附则\n乙、附件");
    }

    @Test
    void aLevelThatNeverRestartsCountsOn() {
        String numbering = "<w:abstractNum w:abstractNumId='1'>" + level(0, "chineseCounting", "%1、", "")
                + level(1, "decimal", "%2.", "<w:lvlRestart w:val='0'/>") + "</w:abstractNum>"
                + "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";
        assertThat(text(item(1, 0, "甲") + item(1, 1, "乙") + item(1, 0, "丙") + item(1, 1, "丁"), numbering, ""))
                .isEqualTo("一、甲\n1.乙\n二、丙\n2.丁");
    }

    @Test
    void stylesCarryNumbersHeadingsAndTheirAbsence() {
        String numbering = "<w:abstractNum w:abstractNumId='1'>"
                + level(0, "chineseCounting", "%1、", "<w:pStyle w:val='H1'/>")
                + level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='H2'/>")
                + "</w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num>";
        String styles = style("H1", "标题 1", "", "<w:numPr><w:numId w:val='5'/></w:numPr>")
                + style("H2", "WPS小标题", "H1", "<w:numPr><w:ilvl w:val='1'/></w:numPr><w:outlineLvl w:val='1'/>")
                + style("H2a", "小标题加粗", "H2", "")
                + style("Off", "无编号标题", "H1", "<w:numPr><w:numId w:val='0'/></w:numPr>");
        ReadDocument read = read(WordFiles.raw(
                styled("", "柳溪镇工作计划")
                        + styled("H1", "产业")
                        + styled("H2", "种茶")
                        + styled("H2a", "养蜂")
                        + styled("Off", "说明")
                        + styled("H1", "民生")
                        + paragraph("<w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr>", "结语"),
                numbering,
                styles));
        assertThat(read.text()).isEqualTo("柳溪镇工作计划\n一、产业\n（一）种茶\n（二）养蜂\n说明\n二、民生\n结语");
    }

    @Test
    void anEmptyNumberedParagraphIsCountedAndShowsOnlyInATable() {
        String numbering = "<w:abstractNum w:abstractNumId='1'>" + level(0, "decimal", "%1", "")
                + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";
        assertThat(text(item(1, 0, "甲") + item(1, 0, "") + item(1, 0, "丙"), numbering, ""))
                .isEqualTo("1 甲\n\n3 丙");
        String row = "<w:tr><w:tc>" + item(1, 0, "") + "</w:tc><w:tc>" + paragraph("", "修路") + "</w:tc></w:tr>";
        assertThat(text("<w:tbl>" + row + row + "</w:tbl>", numbering, "")).isEqualTo("1\t修路\n2\t修路");
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
                + "<w:moveFrom w:id='3'><w:r><w:t>多</w:t></w:r></w:moveFrom>"
                + "<w:moveTo w:id='4'><w:r><w:t>公里</w:t></w:r></w:moveTo>"
                + "<w:r><w:t>。</w:t></w:r></w:p>";
        assertThat(text(tracked)).isEqualTo("修路5公里。");
    }

    @Test
    void aDeletedParagraphEndJoinsTwoParagraphs() {
        String end = "<w:rPr><w:del w:id='1'/></w:rPr>";
        assertThat(text(paragraph(end, "新建茶园") + paragraph("", "30亩。") + paragraph("", "修路4公里。")))
                .isEqualTo("新建茶园30亩。\n修路4公里。");
        String gone =
                "<w:p><w:pPr>" + end + "</w:pPr><w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>";
        assertThat(text(gone + gone + paragraph("", "修路4公里。"))).isEqualTo("修路4公里。");
        assertThat(text(paragraph("", "甲") + paragraph(end, "乙"))).isEqualTo("甲\n乙");
    }

    @Test
    void deletedTableRowsAndCellsAreGone() {
        String deleted = "<w:tr><w:trPr><w:del w:id='1'/></w:trPr>" + cell("", "旧") + cell("", "旧") + "</w:tr>";
        String kept = "<w:tr>" + cell("", "1") + cell("<w:cellDel w:id='2'/>", "旧") + cell("", "修路") + "</w:tr>";
        assertThat(text("<w:tbl>" + deleted + kept + "</w:tbl>")).isEqualTo("1\t修路");
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
    void mergedCellsFillDownAndEmptyOnesDoNot() {
        String merged = "<w:vMerge w:val='restart'/>";
        String rest = "<w:vMerge/>";
        ReadDocument read = read(WordFiles.raw(paragraph("", "柳溪镇任务分解表") + "<w:tbl><w:tr>" + cell("", "序号")
                + cell("", "工作任务") + cell("", "牵头单位") + cell("", "配合单位") + "</w:tr><w:tr>" + cell("", "1")
                + cell("", "修路4公里") + cell(merged, "村建办") + cell("", "财政所") + "</w:tr><w:tr>" + cell("", "2")
                + cell("", "架桥2座") + cell(rest, "") + cell("", "") + "</w:tr></w:tbl>"));
        assertThat(read.text()).endsWith("1\t修路4公里\t村建办\t财政所\n2\t架桥2座\t\t");
        assertThat(read.allNodes().getLast().units())
                .extracting(unit -> unit.name() + " " + unit.role().code())
                .containsExactly("村建办 lead");
    }

    @Test
    void headersOfTwoRowsAndRowsThatNameOthersAreUnderstood() {
        String two = "<w:vMerge w:val='restart'/>";
        ReadDocument read = read(WordFiles.raw(paragraph("", "柳溪镇任务分解表") + "<w:tbl><w:tr>" + cell(two, "序号")
                + cell(two, "工作任务") + cell("<w:gridSpan w:val='2'/>", "责任分工") + "</w:tr><w:tr>"
                + cell("<w:vMerge/>", "")
                + cell("<w:vMerge/>", "") + cell("", "牵头单位") + cell("", "配合单位") + "</w:tr>"
                + "<w:tr>" + cell("<w:gridSpan w:val='4'/>", "一、民生") + "</w:tr>"
                + "<w:tr>" + cell("", "1") + cell("", "修路4公里") + cell("", "村建办") + cell("", "财政所")
                + "</w:tr></w:tbl>"));
        Node row = read.allNodes().getLast();
        assertThat(row.text()).isEqualTo("1\t修路4公里\t村建办\t财政所");
        assertThat(row.units())
                .extracting(unit -> unit.name() + " " + unit.role().code())
                .containsExactly("村建办 lead", "财政所 cooperate");
        assertThat(read.allNodes())
                .anyMatch(
                        node -> node.level() == Level.CHAPTER && node.heading().equals("民生"));
    }

    @Test
    void aFrameOfOneCellIsNoTable() {
        String inner = "<w:tbl><w:tr>" + cell("", "甲") + cell("", "乙") + "</w:tr></w:tbl>";
        assertThat(text("<w:tbl><w:tr><w:tc>" + paragraph("", "一、产业") + inner + paragraph("", "修路。")
                        + "</w:tc></w:tr></w:tbl>"))
                .isEqualTo("一、产业\n甲\t乙\n修路。");
        assertThat(text("<w:tbl><w:tr><w:tc>" + inner + "</w:tc>" + cell("", "丙") + "</w:tr></w:tbl>"))
                .isEqualTo("甲 乙\t丙");
    }

    @Test
    void textBoxesFollowTheirParagraphOnce() {
        String box = "<w:txbxContent>" + paragraph("", "框内文字") + "</w:txbxContent>";
        String body =
                "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
                        + "<mc:Choice Requires='wps'><w:drawing>" + box
                        + "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box
                        + "</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文。</w:t></w:r></w:p>";
        assertThat(text(body)).isEqualTo("正文。\n框内文字");
    }

    @Test
    void hiddenTextIsLeftOut() {
        String styles =
                "<w:style w:type='character' w:styleId='X'><w:name w:val='批注'/><w:rPr><w:vanish/></w:rPr></w:style>";
        assertThat(text(
                        "<w:p>" + run("", "修路") + run("<w:vanish/>", "（秘密）") + run("<w:vanish w:val='0'/>", "4")
                                + run("<w:rStyle w:val='X'/>", "（批注）") + run("", "公里") + "</w:p>",
                        "",
                        styles))
                .isEqualTo("修路4公里");
    }

    @Test
    void signsBreaksAndReadingAids() {
        assertThat(text("<w:p>" + run("", "修")
                        + "<w:r><w:softHyphen/><w:t>路</w:t><w:noBreakHyphen/><w:t>桥</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t>"
                        + "<w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>"))
                .isEqualTo("修路-桥\t甲\n乙✓");
        assertThat(
                        text(
                                "<w:p><w:r><w:ruby><w:rt><w:r><w:t>xi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>溪</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"))
                .isEqualTo("溪");
    }

    @Test
    void fieldsShowTheirResult() {
        assertThat(text("<w:p>" + run("", "见") + field("HYPERLINK \"http://x\"", "附件") + field("PAGE", "7")
                        + "<w:fldSimple w:instr='REF a'>" + run("", "一") + "</w:fldSimple>"
                        + "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>eq \\o\\ac(○,3)</w:instrText><w:fldChar w:fldCharType='end'/></w:r>"
                        + "</w:p>"))
                .isEqualTo("见附件一③");
    }

    @Test
    void contentsPagesAreFurniture() {
        String contents =
                "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
                        + paragraph("", "目录") + paragraph("", "一、产业\t1") + "</w:sdtContent></w:sdt>";
        ReadDocument read = read(
                WordFiles.raw(contents + paragraph("", "柳溪镇工作计划") + paragraph("", "一、产业") + paragraph("", "修路4公里。")));
        assertThat(read.furniture()).extracting(read::cut).containsExactly("目录\n一、产业\t1");
        assertThat(read.title()).isEqualTo("柳溪镇工作计划");
        String typed = paragraph("", "目　录")
                + paragraph("", "一、产业………1")
                + paragraph("", "二、民生………3")
                + paragraph("", "三、治理………5");
        assertThat(read(WordFiles.raw(typed + paragraph("", "柳溪镇工作计划"))).furniture())
                .hasSize(1);
    }

    @Test
    void notesStandAtTheEndAsFurniture() {
        ReadDocument read = read(
                WordFiles.zip(
                        "[Content_Types].xml",
                        "<Types/>",
                        "word/document.xml",
                        "<document><p><r><t>修路4公里</t><footnoteReference id='2'/></r></p></document>",
                        "word/footnotes.xml",
                        "<footnotes><footnote type='separator'><p><r><t>x</t></r></p></footnote><footnote id='2'><p><r><t>含3公里续建。</t></r></p></footnote></footnotes>"));
        assertThat(read.text()).isEqualTo("修路4公里\n含3公里续建。");
        assertThat(read.furniture()).extracting(read::cut).containsExactly("含3公里续建。");
    }

    @Test
    void whatStandsInAnotherFileIsNotPassedOver() {
        assertThatThrownBy(() -> text(paragraph("", "修路") + "<w:altChunk r:id='a' xmlns:r='x'/>"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("document.parts-elsewhere"));
        assertThatThrownBy(() -> text("<w:p><w:r><w:drawing/></w:r></w:p>"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("document.scanned"));
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
                + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入</w:t></w:r></w:sdtContent></w:sdt>"
                + "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
        assertThat(text(body)).isEqualTo("修路");
    }

    private static ReadDocument read(byte[] file) {
        return Documents.read("计划.docx", file);
    }

    private static String text(String body) {
        return read(WordFiles.raw(body)).text();
    }

    private static String text(String body, String numbering, String styles) {
        return read(WordFiles.raw(body, numbering, styles)).text();
    }

    private static void numbered(XWPFDocument document, BigInteger list, int level, String text) {
        var paragraph = document.createParagraph();
        paragraph.setNumID(list);
        paragraph.setNumILvl(BigInteger.valueOf(level));
        paragraph.createRun().setText(text);
    }

    private static String paragraph(String properties, String text) {
        return "<w:p><w:pPr>" + properties + "</w:pPr>" + run("", text) + "</w:p>";
    }

    private static String run(String properties, String text) {
        return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>";
    }

    private static String field(String instruction, String result) {
        return "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>" + instruction
                + "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" + run("", result)
                + "<w:r><w:fldChar w:fldCharType='end'/></w:r>";
    }

    private static String cell(String properties, String text) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph("", text) + "</w:tc>";
    }

    private static String styled(String style, String text) {
        return paragraph(style.isEmpty() ? "" : "<w:pStyle w:val='" + style + "'/>", text);
    }

    private static String item(int list, int level, String text) {
        return paragraph("<w:numPr><w:ilvl w:val='" + level + "'/><w:numId w:val='" + list + "'/></w:numPr>", text);
    }

    private static String level(int at, String format, String text, String more) {
        return "<w:lvl w:ilvl='" + at + "'><w:start w:val='1'/><w:numFmt w:val='" + format + "'/>" + more
                + "<w:lvlText w:val='" + text + "'/></w:lvl>";
    }

    private static String style(String id, String name, String basedOn, String properties) {
        return "<w:style w:type='paragraph' w:styleId='" + id + "'><w:name w:val='" + name + "'/>"
                + (basedOn.isEmpty() ? "" : "<w:basedOn w:val='" + basedOn + "'/>") + "<w:pPr>" + properties
                + "</w:pPr></w:style>";
    }
}
