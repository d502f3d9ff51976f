package cn.shiji.print;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;

/**
 * Makes the template of our Word files and holds the file in the repository to it; {@code ./shiji generate} writes it anew.
 *
 * <p>Fonts, sizes and margins are those of GB/T 9704: title in small Song of the second size, headings in Hei, Kai and bold
 * Fangsong of the third, text in Fangsong of the third, 22 lines a page.
 */
class TemplateTest {

    private static final Path FILE = Repository.ROOT.resolve("server/src/main/resources/print/template.docx");
    private static final String NAMESPACES = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    @Test
    void theTemplateIsFresh() throws IOException {
        byte[] fresh = template();
        if (Boolean.getBoolean("shiji.regenerate")) {
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, fresh);
        }
        assertThat(Files.readAllBytes(FILE))
                .as("the committed template; ./shiji generate renews it")
                .isEqualTo(fresh);
    }

    @Test
    void theTemplateHasRealStyles() throws IOException {
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(template()))) {
            assertThat(document.getStyles().getStyle("ShijiTitle").getName()).isEqualTo("Title");
            assertThat(document.getStyles().getStyle("ShijiLevel1").getName()).isEqualTo("heading 1");
            assertThat(document.getStyles().getStyle("ShijiLevel2").getName()).isEqualTo("heading 2");
            assertThat(document.getStyles().getStyle("ShijiLevel3").getName()).isEqualTo("heading 3");
            assertThat(document.getStyles().getStyle("ShijiBody").getName()).isEqualTo("Body Text");
        }
    }

    private static byte[] template() throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>\
                <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>\
                <Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>\
                <Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>\
                <Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>\
                </Types>""");
        parts.put("_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>\
                </Relationships>""");
        parts.put("word/_rels/document.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="rIdStyles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
                <Relationship Id="rIdSettings" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>\
                <Relationship Id="rIdFooter" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>\
                </Relationships>""");
        parts.put("word/document.xml", "<w:document " + NAMESPACES + "><w:body><w:p/></w:body></w:document>");
        parts.put(
                "word/settings.xml",
                "<w:settings " + NAMESPACES + "><w:zoom w:percent=\"100\"/>"
                        + "<w:characterSpacingControl w:val=\"compressPunctuation\"/>"
                        + "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>");
        parts.put("word/footer1.xml", footer());
        parts.put("word/styles.xml", styles());
        return zip(parts);
    }

    private static String footer() {
        String size = "<w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/><w:sz w:val=\"28\"/></w:rPr>";
        return "<w:ftr " + NAMESPACES + "><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>"
                + "<w:r>" + size + "<w:t xml:space=\"preserve\">— </w:t></w:r>"
                + "<w:r>" + size + "<w:fldChar w:fldCharType=\"begin\"/></w:r>"
                + "<w:r>" + size + "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
                + "<w:r>" + size + "<w:fldChar w:fldCharType=\"separate\"/></w:r>"
                + "<w:r>" + size + "<w:t>1</w:t></w:r>"
                + "<w:r>" + size + "<w:fldChar w:fldCharType=\"end\"/></w:r>"
                + "<w:r>" + size + "<w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>";
    }

    private static String styles() {
        return "<w:styles " + NAMESPACES + ">"
                + "<w:docDefaults><w:rPrDefault><w:rPr>" + fonts("仿宋") + size(32)
                + "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>"
                + "<w:pPrDefault><w:pPr><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:pPrDefault></w:docDefaults>"
                + style("Normal", "Normal", null, true, "", "")
                + style(
                        "ShijiTitle",
                        "Title",
                        "标题",
                        false,
                        "<w:spacing w:line=\"640\" w:lineRule=\"exact\" w:after=\"579\"/><w:jc w:val=\"center\"/>",
                        fonts("方正小标宋简体") + size(44))
                + style("ShijiLevel1", "heading 1", "一级", false, heading(0), fonts("黑体") + size(32))
                + style("ShijiLevel2", "heading 2", "二级", false, heading(1), fonts("楷体") + size(32))
                + style("ShijiLevel3", "heading 3", "三级", false, heading(2), fonts("仿宋") + "<w:b/>" + size(32))
                + style("ShijiBody", "Body Text", "正文", false, INDENTED, "")
                + style(
                        "ShijiNote",
                        "Annex Note",
                        null,
                        false,
                        "<w:spacing w:before=\"60\" w:after=\"120\" w:line=\"360\" w:lineRule=\"exact\"/>",
                        size(24))
                + style(
                        "ShijiCell",
                        "Annex Cell",
                        null,
                        false,
                        "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"280\" w:lineRule=\"exact\"/>",
                        fonts("宋体") + size(19))
                + style(
                        "ShijiCellCentre",
                        "Annex Cell Centre",
                        null,
                        false,
                        "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"280\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
                        fonts("宋体") + size(19))
                + style(
                        "ShijiTableTitle",
                        "Table Title",
                        null,
                        false,
                        "<w:spacing w:line=\"560\" w:lineRule=\"exact\" w:after=\"120\"/><w:jc w:val=\"center\"/>",
                        fonts("方正小标宋简体") + size(36))
                + style(
                        "ShijiCellHead",
                        "Annex Cell Head",
                        null,
                        false,
                        "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"280\" w:lineRule=\"exact\"/>",
                        fonts("黑体") + size(19))
                + "<w:style w:type=\"table\" w:styleId=\"ShijiTable\"><w:name w:val=\"Annex Table\"/><w:tblPr><w:tblBorders>"
                + border("top") + border("left") + border("bottom") + border("right") + border("insideH")
                + border("insideV")
                + "</w:tblBorders><w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"60\" w:type=\"dxa\"/>"
                + "</w:tblCellMar></w:tblPr></w:style></w:styles>";
    }

    /** Two characters in, lines of a twenty-second of the page. */
    private static final String INDENTED = "<w:spacing w:line=\"579\" w:lineRule=\"exact\"/>"
            + "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:jc w:val=\"both\"/>";

    private static String heading(int outline) {
        return "<w:keepNext/><w:spacing w:line=\"579\" w:lineRule=\"exact\"/>"
                + "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"" + outline + "\"/>";
    }

    private static String style(
            String id, String name, String alias, boolean usual, String paragraph, String characters) {
        return "<w:style w:type=\"paragraph\"" + (usual ? " w:default=\"1\"" : "") + " w:styleId=\"" + id
                + "\"><w:name w:val=\"" + name + "\"/>"
                + (alias == null ? "" : "<w:aliases w:val=\"" + alias + "\"/>")
                + (usual ? "" : "<w:basedOn w:val=\"Normal\"/>") + "<w:qFormat/>"
                + (paragraph.isEmpty() ? "" : "<w:pPr>" + paragraph + "</w:pPr>")
                + (characters.isEmpty() ? "" : "<w:rPr>" + characters + "</w:rPr>") + "</w:style>";
    }

    private static String fonts(String chinese) {
        return "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\" w:eastAsia=\""
                + chinese + "\"/>";
    }

    private static String size(int halfPoints) {
        return "<w:sz w:val=\"" + halfPoints + "\"/><w:szCs w:val=\"" + halfPoints + "\"/>";
    }

    private static String border(String side) {
        return "<w:" + side + " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>";
    }

    /** Stored, not deflated, and without times: the same on every machine. */
    private static byte[] zip(Map<String, String> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                byte[] content = (XML + part.getValue()).getBytes(StandardCharsets.UTF_8);
                var checksum = new CRC32();
                checksum.update(content);
                ZipEntry entry = new ZipEntry(part.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(content.length);
                entry.setCrc(checksum.getValue());
                entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
