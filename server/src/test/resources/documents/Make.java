import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the documents in this folder: {@code java Make.java} in the folder itself. Word files are put together from XML
 * written by hand; soffice (LibreOffice) turns some of them into the older format, PDF, and workbooks.
 */
class Make {

    static final String W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    static final String STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    static final String R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    static final String TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
    static final String RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";

    static final Path HERE = Path.of("").toAbsolutePath();

    public static void main(String[] args) throws Exception {
        numbering();
        styles();
        formats();
        tracked();
        boxes();
        nested();
        merged();
        contents();
        notes();
        hidden();
        strict();
        controls();
        frame();
        rows();
        law();
        townPlan();
        refused();
        office();
        Files.write(HERE.resolve("gb18030.txt"), Files.readString(HERE.resolve("plan.md")).replaceAll("[#*>|`-]", "").getBytes(Charset.forName("GB18030")));
        Files.write(HERE.resolve("utf16.txt"), "柳溪镇通知\r\n请于6月30日前上报2张表。\r\n".getBytes(Charset.forName("UTF-16LE")));
    }

    // ---- Word files, by hand ---------------------------------------------------------------------------------------

    static void numbering() throws IOException {
        String levels = level(0, "chineseCountingThousand", "%1、", "") + level(1, "chineseCountingThousand", "（%2）", "<w:suff w:val='nothing'/>")
                + level(2, "decimal", "%3.", "") + level(3, "decimal", "（%4）", "");
        word("numbering-levels.docx", p("", "柳溪镇2031年民生实事安排") + item(1, 0, "道路") + item(1, 1, "通村路") + item(1, 2, "硬化柳溪至石门路4.5公里。")
                + item(1, 2, "加宽石门至河口路2公里。") + item(1, 1, "桥梁") + item(1, 2, "新建便民桥3座。") + item(1, 0, "饮水") + item(1, 1, "管网")
                + item(1, 2, "改造老旧管网1200米。") + p("", "另设一张清单：") + item(2, 0, "购置水表260只。") + item(2, 0, "清洗水池8口。"),
                abstractNum(1, levels) + abstractNum(2, levels) + num(1, 1, "") + num(2, 1, "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"), "");
    }

    static void styles() throws IOException {
        String levels = level(0, "chineseCounting", "%1、", "<w:pStyle w:val='1'/>") + level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='2'/>");
        String styles = style("a", "Normal", "", "", true) + style("1", "标题 1", "a", "<w:numPr><w:numId w:val='7'/></w:numPr><w:outlineLvl w:val='0'/>", false)
                + style("2", "标题 2", "a", "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='7'/></w:numPr><w:outlineLvl w:val='1'/>", false)
                + style("20", "二级标题加粗", "2", "", false)
                + style("10", "无编号标题", "1", "<w:numPr><w:numId w:val='0'/></w:numPr>", false);
        word("numbering-styles.docx", p("", "柳溪镇2031年工作计划") + s("10", "前言") + p("", "本计划经镇党委会议讨论。") + s("1", "农业") + s("2", "粮食")
                + p("", "稳住粮食面积1.2万亩。") + s("20", "茶叶") + p("", "改良茶园300亩。") + s("1", "旅游") + s("2", "民宿") + p("", "新增民宿6家。"),
                abstractNum(3, levels) + num(7, 3, ""), styles);
    }

    static void formats() throws IOException {
        String levels = level(0, "chineseLegalSimplified", "%1、", "") + level(1, "decimal", "%1.%2", "<w:isLgl/><w:suff w:val='space'/>")
                + level(2, "decimalEnclosedCircle", "%3", "<w:suff w:val='nothing'/>") + level(3, "decimalFullWidth", "%4．", "")
                + level(4, "bullet", "——", "<w:suff w:val='nothing'/>") + level(5, "bullet", "\uf06c", "") + level(6, "ideographTraditional", "%7、", "<w:lvlRestart w:val='0'/>");
        word("numbering-formats.docx", p("", "柳溪镇安全检查清单") + item(1, 0, "道路") + item(1, 1, "检查桥梁5座。") + item(1, 2, "看桥面。") + item(1, 2, "看护栏。")
                + item(1, 0, "房屋") + item(1, 1, "检查校舍2所。") + item(1, 3, "看屋顶。") + item(1, 3, "看电线。") + item(1, 4, "不留死角。") + item(1, 5, "发现隐患当日上报。")
                + item(1, 6, "附表") + item(1, 0, "用电") + item(1, 6, "附图") + item(2, 0, "另表"),
                abstractNum(1, levels) + num(1, 1, "") + num(2, 1, "<w:lvlOverride w:ilvl='0'>" + level(0, "lowerRoman", "(%1)", "") + "</w:lvlOverride>"), "");
    }

    static void tracked() throws IOException {
        word("tracked-changes.docx", p("", "柳溪镇河道整治方案")
                + "<w:p>" + r("", "整治河道") + del("6") + ins("8") + r("", "公里，") + "<w:moveFrom w:id='8'>" + r("", "清淤2处，") + "</w:moveFrom>" + r("", "栽植护岸林15亩，")
                + "<w:moveTo w:id='9'>" + r("", "清淤2处。") + "</w:moveTo></w:p>"
                + "<w:p><w:pPr><w:rPr><w:del w:id='10' w:author='甲' w:date='2031-01-01T00:00:00Z'/></w:rPr></w:pPr>" + r("", "工程于") + "</w:p>" + p("", "9月底前完工。")
                + "<w:p><w:pPr><w:rPr><w:ins w:id='11' w:author='甲' w:date='2031-01-01T00:00:00Z'/></w:rPr></w:pPr>" + ins("由水利站负责。") + "</w:p>"
                + "<w:tbl><w:tblPr><w:tblW w:w='9000' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='3000'/><w:gridCol w:w='3000'/><w:gridCol w:w='3000'/></w:tblGrid>"
                + tr("", c("序号"), c("工作任务"), c("责任单位"))
                + tr("<w:del w:id='12' w:author='甲' w:date='2031-01-01T00:00:00Z'/>", "<w:tc><w:p>" + del("1") + "</w:p></w:tc>", "<w:tc><w:p>" + del("旧任务") + "</w:p></w:tc>", "<w:tc><w:p>" + del("旧站") + "</w:p></w:tc>")
                + tr("<w:ins w:id='13' w:author='甲' w:date='2031-01-01T00:00:00Z'/>", c("1"), c("清理淤泥300方"), c("水利站")) + "</w:tbl>" + p("", ""), "", "");
    }

    static void boxes() throws IOException {
        String box = p("", "征求意见稿") + p("", "请于5月10日前反馈");
        word("text-boxes.docx", "<w:p><w:r>" + drawing(1, box) + "</w:r>" + r("", "柳溪镇茶产业发展意见") + "</w:p>" + p("", "一、目标") + p("", "全镇茶园达到4000亩。")
                + "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' style='width:200pt;height:60pt'><v:textbox><w:txbxContent>" + p("", "附注：不含幼龄茶园")
                + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>" + p("", "二、措施") + p("", "建成加工点2处。"), "", "");
    }

    static void nested() throws IOException {
        String inner = table(2, tr("", c("甲村"), c("3户")), tr("", c("乙村"), c("5户")));
        word("nested-tables.docx", p("", "柳溪镇改厕计划") + table(3, tr("", c("序号"), c("工作内容"), c("责任单位")),
                tr("", c("1"), "<w:tc><w:tcPr/>" + p("", "改造户厕，其中：") + inner + p("", "合计8户。") + "</w:tc>", c("村建办"))) + p("", "以上于11月底前完成。"), "", "");
    }

    static void merged() throws IOException {
        String begin = "<w:vMerge w:val='restart'/>";
        String rest = "<w:vMerge/>";
        word("merged-cells.docx", p("", "柳溪镇2031年重点任务分解表") + table(6,
                tr("", tc(begin, "序号"), tc(begin, "类别"), tc(begin, "工作任务"), tc("<w:gridSpan w:val='2'/>", "责任分工"), tc(begin, "完成时限")),
                tr("", tc(rest, ""), tc(rest, ""), tc(rest, ""), c("牵头单位"), c("配合单位"), tc(rest, "")),
                tr("", tc("<w:gridSpan w:val='6'/>", "一、基础设施")),
                tr("", c("1"), tc(begin, "交通"), c("硬化通组路6公里"), tc(begin, "村建办"), c("财政所"), c("10月底前")),
                tr("", c("2"), tc(rest, ""), c("新建候车亭4个"), tc(rest, ""), c(""), c("8月底前")),
                tr("", tc("<w:gridSpan w:val='6'/>", "二、公共服务")),
                tr("", c("3"), c("教育"), c("添置课桌椅120套"), c("教育站"), c("财政所、各村"), c("6月底前"))) + p("", "注：任务变更须报镇长批准。"), "", "");
    }

    static void contents() throws IOException {
        String styles = style("1", "heading 1", "", "<w:outlineLvl w:val='0'/>", false) + style("T1", "toc 1", "", "", false) + style("TT", "TOC Heading", "", "", false);
        String toc = s("TT", "目  录") + "<w:p><w:pPr><w:pStyle w:val='T1'/></w:pPr><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText xml:space='preserve'> TOC \\o \"1-1\" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
                + link("工作回顾", "1") + "</w:p><w:p><w:pPr><w:pStyle w:val='T1'/></w:pPr>" + link("工作安排", "2") + "</w:p><w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>";
        word("contents-page.docx", p("", "柳溪镇2030年工作总结和2031年计划") + toc + s("1", "工作回顾") + p("", "一年来，修建水渠3公里，服务群众800人次。") + s("1", "工作安排")
                + p("", "今年修建水渠5公里。"), "", styles);
    }

    static void notes() throws IOException {
        String body = p("", "柳溪镇统计简报") + "<w:p>" + r("", "全镇种植蔬菜2600亩") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + r("", "，产值1800万元。") + "</w:p>"
                + "<w:p>" + r("", "养蜂900箱") + "<w:r><w:endnoteReference w:id='2'/></w:r>" + r("", "。") + "</w:p>"
                + "<w:sectPr><w:headerReference w:type='default' r:id='rId5'/><w:footerReference w:type='default' r:id='rId6'/></w:sectPr>";
        String note = "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id='2'>" + "<w:p><w:r><w:footnoteRef/></w:r>" + r("", " 含大棚蔬菜200亩。") + "</w:p></w:footnote>";
        zip("notes-headers.docx", List.of(
                part("[Content_Types].xml", types("footnotes", "endnotes", "header1", "footer1")), part("_rels/.rels", rels(R + "/officeDocument", "word/document.xml")),
                part("word/document.xml", document(body)),
                part("word/footnotes.xml", root("footnotes", note)), part("word/endnotes.xml", root("endnotes", note.replace("footnote", "endnote").replace("大棚蔬菜200亩", "合作社300箱"))),
                part("word/header1.xml", root("hdr", p("", "柳溪镇统计站"))), part("word/footer1.xml", root("ftr", p("", "第1页"))),
                part("word/_rels/document.xml.rels", "<Relationships xmlns='" + RELATIONS + "'>" + rel("rId3", R + "/footnotes", "footnotes.xml") + rel("rId4", R + "/endnotes", "endnotes.xml")
                        + rel("rId5", R + "/header", "header1.xml") + rel("rId6", R + "/footer", "footer1.xml") + "</Relationships>")));
    }

    static void hidden() throws IOException {
        word("hidden-and-fields.docx", p("", "柳溪镇值班安排") + "<w:p>" + r("", "每日值班") + r("<w:vanish/>", "（内部备注）") + r("", "4人，联系电话见") + field("HYPERLINK \"#a\"", "附件1") + r("", "。") + "</w:p>"
                + "<w:p>" + r("", "已完成") + "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + r("", " 未完成") + "<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r></w:p>"
                + "<w:p>" + "<w:r><w:ruby><w:rt><w:r><w:t>xī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>溪</w:t></w:r></w:rubyBase></w:ruby></w:r>" + r("", "口村") + "<w:r><w:t>高标</w:t><w:softHyphen/><w:t>准农田80亩</w:t><w:br/><w:t>另有旱地20亩</w:t><w:tab/><w:t>合计100亩</w:t></w:r></w:p>"
                + "<w:p>" + field("PAGE", "9") + r("", "步骤") + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>eq \\o\\ac(○,2)</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>" + r("", "开展排查") + "</w:p>", "", "");
    }

    static void strict() throws IOException {
        String body = p("", "柳溪镇林业计划") + p("", "一、造林") + p("", "造林520亩。") + table(3, tr("", c("序号"), c("工作任务"), c("责任单位")), tr("", c("1"), c("抚育林木90亩"), c("林业站")));
        zip("strict.docx", List.of(part("[Content_Types].xml", types()), part("_rels/.rels", rels("http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument", "word/document.xml")),
                part("word/document.xml", document(body).replace(W, STRICT).replace("<w:document ", "<w:document w:conformance='strict' "))));
    }

    static void controls() throws IOException {
        word("content-controls.docx", "<w:sdt><w:sdtPr><w:alias w:val='标题'/></w:sdtPr><w:sdtContent>" + p("", "柳溪镇防汛预案") + "</w:sdtContent></w:sdt>"
                + "<w:p>" + r("", "责任人：") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("", "单击此处输入姓名") + "</w:sdtContent></w:sdt></w:p>"
                + "<w:p><w:sdt><w:sdtPr/><w:sdtContent>" + r("", "备足沙袋3000只") + "</w:sdtContent></w:sdt><w:customXml w:element='x'>" + r("", "，抽水泵6台。") + "</w:customXml></w:p>", "", "");
    }

    static void frame() throws IOException {
        word("page-in-a-frame.docx", table(1, tr("", "<w:tc><w:tcPr/>" + p("", "柳溪镇人居环境整治方案") + p("", "一、目标") + p("", "整治庭院230户。") + p("", "二、分工")
                + table(3, tr("", c("序号"), c("工作任务"), c("责任单位")), tr("", c("1"), c("清运垃圾60吨"), c("环卫所"))) + p("", "三、要求") + p("", "每周通报1次。") + "</w:tc>")), "", "");
    }

    static void rows() throws IOException {
        String numbered = "<w:tc><w:tcPr/>" + item(1, 0, "") + "</w:tc>";
        word("numbered-rows.docx", p("", "柳溪镇村级项目任务表") + table(3, tr("", c("序号"), c("工作任务"), c("责任单位")), tr("", numbered, c("新建路灯45盏"), c("石门村")), tr("", numbered, c("修复水塘3口"), c("河口村"))),
                abstractNum(1, level(0, "decimal", "%1", "<w:suff w:val='nothing'/>")) + num(1, 1, ""), "");
    }

    static void law() throws IOException {
        String levels = level(0, "chineseCountingThousand", "第%1章", "<w:suff w:val='space'/>") + level(1, "chineseCountingThousand", "第%2条", "<w:lvlRestart w:val='0'/><w:suff w:val='space'/>");
        String linked = "<w:abstractNum w:abstractNumId='2'><w:numStyleLink w:val='N'/></w:abstractNum><w:abstractNum w:abstractNumId='1'><w:styleLink w:val='N'/>" + levels + "</w:abstractNum>";
        String styles = "<w:style w:type='numbering' w:styleId='N'><w:name w:val='条例编号'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>";
        word("articles.docx", p("", "柳溪镇村规民约管理办法") + item(2, 0, "总则") + item(2, 1, "为了规范村务，制定本办法。") + item(2, 1, "各村每季度公开账目1次。") + item(2, 0, "附则") + item(2, 1, "本办法自2031年3月1日起施行。"),
                linked + num(1, 1, "") + num(2, 2, ""), styles);
    }

    static void townPlan() throws IOException {
        var body = new StringBuilder(centred("柳溪镇2031年政府工作计划", 44) + centred("（2031年1月8日在镇人民代表大会上）", 28));
        body.append(para("各位代表：")).append(para("我代表镇人民政府提出2031年工作计划，请予审议。今年是全镇产业调整的第二年，我们要在上一年打下的基础上把茶叶、蜂业、旅游三件事连起来做，让山里的人有活干、有钱挣，让村里的路好走、水好喝、夜里有灯。"));
        String[][] chapters = {
            {"产业发展", "做强茶叶", "改良老茶园600亩，新建标准化茶园350亩，培训茶农420人次，茶叶总产值达到5200万元以上。在石门村建成加工车间1处，注册镇级商标2个，与县城3家超市签订供货合同。", "做精蜂业", "发展中蜂1500箱，建立良种蜂场2个，蜂蜜产量稳定在45吨左右，户均增收不低于2400元。推行统一收购、统一检测、统一包装，检测不合格的一律不得上市。"},
            {"基础设施", "修好通村路", "硬化通组公路12.5公里，加宽通村公路7公里，安装波形护栏3600米，整治隐患点9处，10月底前全部完工。对雨季易塌方的路段安排专人值守，做到随塌随清。", "办好饮水", "改造供水管网8公里，新建水池6口，解决1180人季节性缺水问题。（牵头单位：水利站；配合单位：财政所、各村）水质每月检测1次，结果张榜公布。"},
            {"民生保障", "办好学校", "改造校舍2栋，添置课桌椅260套，资助困难学生95人，发放资助金19万元。食堂操作间全部装上监控，家长可以随时查看。", "守住平安", "安装路灯180盏，排查矛盾纠纷不少于120件，调解成功率保持在96%以上。组建巡逻队14支，每支不少于6人，汛期和春节前后每天巡查。"}};
        for (int i = 0; i < chapters.length; i++) {
            body.append(item(1, 0, chapters[i][0]));
            for (int j = 1; j < chapters[i].length; j += 2) {
                body.append(item(1, 1, chapters[i][j])).append(para(chapters[i][j + 1]));
            }
            body.append(para("为完成上述任务，镇里成立专班，由分管领导任组长，每半月调度1次进度，对连续两次落后的村由镇长约谈，对提前完成的村在年度考核中加2分，并优先安排下一年度项目资金，具体办法由党政办另行印发，各村要在2月底前把任务分到组、分到人。"));
        }
        body.append(para("附：任务分解表")).append(table(4, tr("", c("序号"), c("工作任务"), c("牵头单位"), c("完成时限")), tr("", c("1"), c("改良老茶园600亩"), c("农业农村办"), c("11月底前")),
                tr("", c("2"), c("硬化通组公路12.5公里"), c("村建办"), c("10月底前")), tr("", c("3"), c("改造供水管网8公里"), c("水利站"), c("9月底前"))));
        body.append("<w:sectPr><w:headerReference w:type='default' r:id='rId5'/><w:footerReference w:type='default' r:id='rId6'/><w:pgSz w:w='11906' w:h='11906'/><w:pgMar w:top='1440' w:bottom='1440' w:left='1700' w:right='1700' w:header='700' w:footer='700'/></w:sectPr>");
        String numbering = abstractNum(1, level(0, "chineseCountingThousand", "%1、", "<w:suff w:val='nothing'/>") + level(1, "chineseCountingThousand", "（%2）", "<w:suff w:val='nothing'/>")) + num(1, 1, "");
        String page = "<w:p><w:pPr><w:jc w:val='center'/></w:pPr>" + r("", "— ") + field("PAGE", "1") + r("", " —") + "</w:p>";
        zip("town-plan.docx", List.of(part("[Content_Types].xml", types("numbering", "header1", "footer1")), part("_rels/.rels", rels(R + "/officeDocument", "word/document.xml")), part("word/document.xml", document(body.toString())),
                part("word/numbering.xml", root("numbering", numbering)), part("word/header1.xml", root("hdr", p("", "柳溪镇人民代表大会文件"))), part("word/footer1.xml", root("ftr", page)),
                part("word/_rels/document.xml.rels", "<Relationships xmlns='" + RELATIONS + "'>" + rel("rId1", R + "/numbering", "numbering.xml") + rel("rId5", R + "/header", "header1.xml") + rel("rId6", R + "/footer", "footer1.xml") + "</Relationships>")));
    }

    static void refused() throws IOException {
        word("pictures-only.docx", "<w:p><w:r><w:drawing/></w:r></w:p><w:p><w:r><w:drawing/></w:r></w:p>", "", "");
        word("embedded-file.docx", p("", "柳溪镇材料汇编") + "<w:altChunk r:id='rId9'/>", "", "");
    }

    // ---- by LibreOffice --------------------------------------------------------------------------------------------

    static void office() throws Exception {
        convert("doc:MS Word 97", "town-plan.docx", "merged-cells.docx", "tracked-changes.docx", "text-boxes.docx", "numbering-formats.docx", "contents-page.docx", "notes-headers.docx");
        convert("pdf", "town-plan.docx", "merged-cells.docx", "contents-page.docx");
        convertPage("docx:MS Word 2007 XML", "page.html");
        Files.move(HERE.resolve("page.docx"), HERE.resolve("made-by-libreoffice.docx"), StandardCopyOption.REPLACE_EXISTING);
        convert("xlsx:Calc MS Excel 2007 XML", "tasks.fods");
        convert("xls:MS Excel 97", "tasks.fods");
        Files.copy(HERE.resolve("town-plan.doc"), HERE.resolve("town-plan.wps"), StandardCopyOption.REPLACE_EXISTING);
    }

    static void convert(String to, String... files) throws Exception {
        convert(List.of(), to, files);
    }

    static void convertPage(String to, String... files) throws Exception {
        convert(List.of("--infilter=HTML (StarWriter)"), to, files);
    }

    static void convert(List<String> more, String to, String... files) throws Exception {
        Path profile = Files.createTempDirectory("soffice");
        var command = new ArrayList<>(List.of("soffice", "-env:UserInstallation=file://" + profile, "--headless"));
        command.addAll(more);
        command.addAll(List.of("--convert-to", to, "--outdir", HERE.toString()));
        for (String file : files) {
            command.add(HERE.resolve(file).toString());
        }
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("soffice ended with " + exit);
        }
    }

    // ---- pieces ----------------------------------------------------------------------------------------------------

    static String p(String properties, String text) {
        return "<w:p>" + (properties.isEmpty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + (text.isEmpty() ? "" : r("", text)) + "</w:p>";
    }

    static String s(String style, String text) {
        return p("<w:pStyle w:val='" + style + "'/>", text);
    }

    static String para(String text) {
        return "<w:p><w:pPr><w:spacing w:line='480' w:lineRule='auto'/><w:ind w:firstLineChars='200' w:firstLine='640'/><w:jc w:val='both'/></w:pPr>" + r("<w:sz w:val='32'/>", text) + "</w:p>";
    }

    static String centred(String text, int size) {
        return "<w:p><w:pPr><w:jc w:val='center'/></w:pPr>" + r("<w:b/><w:sz w:val='" + size + "'/>", text) + "</w:p>";
    }

    static String item(int list, int level, String text) {
        return "<w:p><w:pPr><w:numPr><w:ilvl w:val='" + level + "'/><w:numId w:val='" + list + "'/></w:numPr></w:pPr>" + (text.isEmpty() ? "" : r("<w:sz w:val='32'/>", text)) + "</w:p>";
    }

    static String r(String properties, String text) {
        return "<w:r>" + (properties.isEmpty() ? "" : "<w:rPr>" + properties + "</w:rPr>") + "<w:t xml:space='preserve'>" + text + "</w:t></w:r>";
    }

    static String del(String text) {
        return "<w:del w:id='1' w:author='甲' w:date='2031-01-01T00:00:00Z'><w:r><w:delText>" + text + "</w:delText></w:r></w:del>";
    }

    static String ins(String text) {
        return "<w:ins w:id='2' w:author='甲' w:date='2031-01-01T00:00:00Z'>" + r("", text) + "</w:ins>";
    }

    static String field(String instruction, String result) {
        return "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText xml:space='preserve'> " + instruction + " </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" + r("", result) + "<w:r><w:fldChar w:fldCharType='end'/></w:r>";
    }

    static String link(String words, String page) {
        return "<w:hyperlink w:anchor='x'>" + r("", words) + "<w:r><w:tab/></w:r>" + field("PAGEREF x", page) + "</w:hyperlink>";
    }

    static String drawing(int id, String box) {
        String content = "<w:txbxContent>" + box + "</w:txbxContent>";
        return "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice Requires='wps'><w:drawing><wp:anchor xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='1' behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom='paragraph'><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx='1800000' cy='600000'/><wp:wrapSquare wrapText='bothSides'/><wp:docPr id='"
                + id + "' name='框'/><a:graphic xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='1800000' cy='600000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>" + content
                + "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' style='width:140pt;height:47pt'><v:textbox>" + content + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>";
    }

    static String table(int columns, String... rows) {
        String border = " w:val='single' w:sz='4' w:space='0' w:color='000000'/>";
        return "<w:tbl><w:tblPr><w:tblW w:w='8400' w:type='dxa'/><w:tblBorders><w:top" + border + "<w:left" + border + "<w:bottom" + border + "<w:right" + border + "<w:insideH" + border + "<w:insideV" + border + "</w:tblBorders></w:tblPr><w:tblGrid>"
                + ("<w:gridCol w:w='" + 8400 / columns + "'/>").repeat(columns) + "</w:tblGrid>" + String.join("", rows) + "</w:tbl>";
    }

    static String tr(String properties, String... cells) {
        return "<w:tr>" + (properties.isEmpty() ? "" : "<w:trPr>" + properties + "</w:trPr>") + String.join("", cells) + "</w:tr>";
    }

    static String c(String text) {
        return tc("", text);
    }

    static String tc(String properties, String text) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p("", text) + "</w:tc>";
    }

    static String level(int at, String format, String text, String more) {
        String style = more.contains("<w:pStyle") ? more : "";
        String legal = more.replaceAll("<w:(?:pStyle|suff)[^>]*/>", "");
        String gap = more.contains("<w:suff") ? more.replaceAll(".*(<w:suff[^>]*/>).*", "$1") : "";
        String restart = legal.contains("lvlRestart") ? legal : "";
        String isLgl = legal.contains("isLgl") ? "<w:isLgl/>" : "";
        return "<w:lvl w:ilvl='" + at + "'><w:start w:val='1'/><w:numFmt w:val='" + format + "'/>" + restart + style.replaceAll("<w:suff[^>]*/>", "") + isLgl + gap + "<w:lvlText w:val='" + text + "'/><w:lvlJc w:val='left'/></w:lvl>";
    }

    static String abstractNum(int id, String levels) {
        return "<w:abstractNum w:abstractNumId='" + id + "'><w:multiLevelType w:val='multilevel'/>" + levels + "</w:abstractNum>";
    }

    static String num(int id, int pattern, String more) {
        return "<w:num w:numId='" + id + "'><w:abstractNumId w:val='" + pattern + "'/>" + more + "</w:num>";
    }

    static String style(String id, String name, String basedOn, String properties, boolean usual) {
        return "<w:style w:type='paragraph'" + (usual ? " w:default='1'" : "") + " w:styleId='" + id + "'><w:name w:val='" + name + "'/>" + (basedOn.isEmpty() ? "" : "<w:basedOn w:val='" + basedOn + "'/>") + "<w:pPr>" + properties + "</w:pPr></w:style>";
    }

    static String document(String body) {
        return root("document", "<w:body>" + body + "</w:body>");
    }

    static String root(String name, String content) {
        return "<?xml version='1.0' encoding='UTF-8'?><w:" + name + " xmlns:w='" + W + "' xmlns:r='" + R + "'>" + content + "</w:" + name + ">";
    }

    static String types(String... parts) {
        var types = new StringBuilder("<Types xmlns='" + TYPES + "'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/><Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/>");
        for (String part : parts) {
            types.append("<Override PartName='/word/").append(part).append(".xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.").append(part.replaceAll("\\d", "")).append("+xml'/>");
        }
        return types + "</Types>";
    }

    static String rels(String type, String target) {
        return "<Relationships xmlns='" + RELATIONS + "'>" + rel("rId1", type, target) + "</Relationships>";
    }

    static String rel(String id, String type, String target) {
        return "<Relationship Id='" + id + "' Type='" + type + "' Target='" + target + "'/>";
    }

    static void word(String name, String body, String numbering, String styles) throws IOException {
        var parts = new ArrayList<String[]>();
        parts.add(part("[Content_Types].xml", types("numbering", "styles")));
        parts.add(part("_rels/.rels", rels(R + "/officeDocument", "word/document.xml")));
        parts.add(part("word/document.xml", document(body)));
        parts.add(part("word/numbering.xml", root("numbering", numbering)));
        parts.add(part("word/styles.xml", root("styles", styles)));
        parts.add(part("word/_rels/document.xml.rels", "<Relationships xmlns='" + RELATIONS + "'>" + rel("rId1", R + "/numbering", "numbering.xml") + rel("rId2", R + "/styles", "styles.xml") + "</Relationships>"));
        zip(name, parts);
    }

    static String[] part(String name, String content) {
        return new String[] {name, content};
    }

    static void zip(String name, List<String[]> parts) throws IOException {
        try (OutputStream out = Files.newOutputStream(HERE.resolve(name));
                var zip = new ZipOutputStream(out)) {
            for (String[] part : parts) {
                var entry = new ZipEntry(part[0]);
                entry.setLastModifiedTime(FileTime.fromMillis(315532800000L));
                zip.putNextEntry(entry);
                zip.write(part[1].getBytes("UTF-8"));
                zip.closeEntry();
            }
        }
    }
}
