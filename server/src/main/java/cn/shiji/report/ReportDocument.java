package cn.shiji.report;

import cn.shiji.report.ReportView.ChipView;
import cn.shiji.report.ReportView.PieceView;
import cn.shiji.report.ReportView.SectionView;
import cn.shiji.report.ReportView.SentenceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.xmlbeans.XmlException;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.DocumentDocument;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes a report as a Word file: the template brings styles, page and footer, this brings the text. Every figure is a
 * content control tagged {@code figure:<id>}, and the annex lists each with what stands behind it.
 *
 * <p>The body is written as WordprocessingML text, because the library's own model knows no content controls within a
 * line; the library reads it and puts it into the template's package.
 */
@Component
class ReportDocument {

    private static final String TEMPLATE = "/report/template.docx";
    private static final Locale LANGUAGE = ReportBuilder.LANGUAGE;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    /** A4, margins of GB/T 9704: 37 above, 35 below, 28 left, 26 right (mm); a line is a twenty-second of what is left. */
    private static final String PORTRAIT = """
            <w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>\
            <w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>\
            <w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>""";

    private static final String LANDSCAPE = """
            <w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/>\
            <w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>\
            <w:pgMar w:top="1588" w:right="1474" w:bottom="1474" w:left="1474" w:header="851" w:footer="907" w:gutter="0"/>\
            </w:sectPr>""";

    /** Widths of the annex's columns in twentieths of a point; together what the landscape page leaves. */
    private static final int[] WIDTHS = {620, 2250, 1450, 3650, 1250, 1850, 1650, 1170};

    private final MessageSource messages;

    ReportDocument(MessageSource messages) {
        this.messages = messages;
    }

    byte[] write(ReportView report) {
        try (InputStream template = Objects.requireNonNull(ReportDocument.class.getResourceAsStream(TEMPLATE));
                XWPFDocument document = new XWPFDocument(template);
                ByteArrayOutputStream file = new ByteArrayOutputStream()) {
            document.getDocument()
                    .setBody(DocumentDocument.Factory.parse(new Text(report).xml())
                            .getDocument()
                            .getBody());
            document.getProperties().getCoreProperties().setTitle(report.title());
            document.getProperties()
                    .getCoreProperties()
                    .setCreator(report.unit().name());
            document.write(file);
            return file.toByteArray();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (XmlException impossible) {
            throw new IllegalStateException("The report's text is not well-formed", impossible);
        }
    }

    /** One line of the annex. */
    private record Listed(int number, String where, ChipView chip) {}

    private final class Text {

        private final ReportView report;
        private final StringBuilder xml = new StringBuilder();
        private final List<Listed> listed = new ArrayList<>();
        private int control;

        private Text(ReportView report) {
            this.report = report;
        }

        private String xml() {
            xml.append("""
                    <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
                    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>""");
            paragraph("ShijiTitle", run(report.title()));
            for (SectionView section : report.sections()) {
                section(section);
            }
            xml.append("<w:p><w:pPr>").append(PORTRAIT).append("</w:pPr></w:p>");
            annex();
            xml.append(LANDSCAPE).append("</w:body></w:document>");
            return xml.toString();
        }

        private void section(SectionView section) {
            paragraph("ShijiLevel" + Math.min(section.level(), 3), run(section.marker() + section.heading()));
            var line = new StringBuilder();
            @Nullable UUID before = null;
            for (SentenceView sentence : section.sentences()) {
                boolean goesOn = line.length() > 0
                        && (Objects.equals(before, sentence.commitment()) && before != null
                                || ReportBuilder.NUMBERED
                                        .matcher(sentence.text())
                                        .lookingAt());
                if (!goesOn && line.length() > 0) {
                    paragraph("ShijiBody", line.toString());
                    line.setLength(0);
                }
                pieces(section, sentence, line);
                before = sentence.commitment();
            }
            if (line.length() > 0) {
                paragraph("ShijiBody", line.toString());
            }
        }

        private void pieces(SectionView section, SentenceView sentence, StringBuilder into) {
            for (PieceView piece : sentence.pieces()) {
                ChipView chip = piece.chip() == null ? null : report.chips().get(piece.chip());
                if (chip == null) {
                    into.append(run(Objects.requireNonNullElse(piece.text(), "")));
                    continue;
                }
                into.append(control(chip));
                listed.add(new Listed(
                        listed.size() + 1,
                        above(section) + section.heading() + words("report.annex.sentence", sentence.ordinal()),
                        chip));
            }
        }

        /** The numbers of a division and of those it stands in: 一、（二） */
        private String above(SectionView section) {
            return report.sections().stream()
                            .filter(other -> other.id().equals(section.parent()))
                            .findFirst()
                            .map(this::above)
                            .orElse("")
                    + section.marker();
        }

        /** A figure: its tag finds it again in the file, its alias says what it is. */
        private String control(ChipView chip) {
            control++;
            String tag = "figure:" + chip.id();
            return "<w:sdt><w:sdtPr><w:alias w:val=\"" + attribute(chip.label().isBlank() ? chip.text() : chip.label())
                    + "\"/><w:tag w:val=\"" + attribute(tag.length() > 64 ? tag.substring(0, 64) : tag)
                    + "\"/><w:id w:val=\"" + (1_000_000 + control) + "\"/><w:text/></w:sdtPr><w:sdtContent>"
                    + run(chip.text()) + "</w:sdtContent></w:sdt>";
        }

        private void annex() {
            paragraph("ShijiLevel1", run(words("report.annex.title")));
            paragraph(
                    "ShijiNote",
                    run(words(
                            report.state().equals("frozen") ? "report.annex.frozen" : "report.annex.live",
                            report.asOf().atZone(ZONE).format(MOMENT),
                            report.counts().figures(),
                            report.counts().supported() + report.counts().changed(),
                            report.counts().declared(),
                            report.counts().unsupported())));
            xml.append("<w:tbl><w:tblPr><w:tblStyle w:val=\"ShijiTable\"/><w:tblW w:w=\"")
                    .append(width())
                    .append("\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
            for (int width : WIDTHS) {
                xml.append("<w:gridCol w:w=\"").append(width).append("\"/>");
            }
            xml.append("</w:tblGrid>");
            row(true, words("report.annex.columns").split("\\|", -1));
            for (Listed line : listed) {
                ChipView chip = line.chip;
                boolean recorded = chip.indicator() != null;
                boolean declared = chip.entry() != null;
                row(
                        false,
                        Integer.toString(line.number),
                        line.where,
                        chip.text(),
                        definition(chip, recorded, declared),
                        chip.figure() != null
                                ? chip.figure().scope().name()
                                : chip.declaredBy() == null ? "—" : chip.declaredBy(),
                        recorded
                                ? day(report.from()) + "至" + day(report.through())
                                : chip.declaredOn() == null ? "—" : words("report.annex.until", day(chip.declaredOn())),
                        recorded ? report.asOf().atZone(ZONE).format(MOMENT) : "—",
                        chip.figure() != null
                                ? words(
                                        "report.annex.records",
                                        Long.toString(chip.figure().records()))
                                : words(declared ? "report.annex.declared" : "report.annex.unsupported"));
            }
            xml.append("</w:tbl>");
            paragraph("ShijiNote", "");
        }

        private String definition(ChipView chip, boolean recorded, boolean declared) {
            if (chip.figure() != null) {
                String definition = chip.figure().definition();
                return definition.startsWith(chip.label()) ? definition : chip.label() + "：" + definition;
            }
            if (recorded) {
                return chip.label() + words("report.annex.out-of-service");
            }
            if (declared) {
                return chip.label() + words("report.annex.declared-definition");
            }
            return chip.label() + words("report.annex.unsupported-definition");
        }

        private void row(boolean header, String... cells) {
            xml.append("<w:tr><w:trPr><w:cantSplit/>")
                    .append(header ? "<w:tblHeader/>" : "")
                    .append("</w:trPr>");
            for (int column = 0; column < cells.length; column++) {
                xml.append("<w:tc><w:tcPr><w:tcW w:w=\"")
                        .append(WIDTHS[column])
                        .append("\" w:type=\"dxa\"/>")
                        .append(header ? "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EFEDE6\"/>" : "")
                        .append("</w:tcPr>");
                paragraph(header ? "ShijiCellHead" : "ShijiCell", run(cells[column]));
                xml.append("</w:tc>");
            }
            xml.append("</w:tr>");
        }

        private void paragraph(String style, String content) {
            xml.append("<w:p><w:pPr><w:pStyle w:val=\"")
                    .append(style)
                    .append("\"/></w:pPr>")
                    .append(content)
                    .append("</w:p>");
        }
    }

    private String words(String code, Object... args) {
        return messages.getMessage(code, args, LANGUAGE);
    }

    private static int width() {
        int sum = 0;
        for (int width : WIDTHS) {
            sum += width;
        }
        return sum;
    }

    private static String day(LocalDate day) {
        return day.format(DAY);
    }

    private static String run(String text) {
        return "<w:r><w:t xml:space=\"preserve\">" + escaped(text) + "</w:t></w:r>";
    }

    private static String attribute(String text) {
        return escaped(text).replace("\"", "&quot;");
    }

    /** Characters XML cannot hold are left out. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints()
                .filter(c -> c >= 0x20 && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF) || c == '\t')
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        default -> escaped.appendCodePoint(c);
                    }
                });
        return escaped.toString();
    }
}
