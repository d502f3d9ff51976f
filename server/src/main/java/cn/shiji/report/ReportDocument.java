package cn.shiji.report;

import static cn.shiji.print.PrintedPaper.attribute;
import static cn.shiji.print.PrintedPaper.run;

import cn.shiji.print.PrintedPaper;
import cn.shiji.report.ReportView.ChipView;
import cn.shiji.report.ReportView.PieceView;
import cn.shiji.report.ReportView.SectionView;
import cn.shiji.report.ReportView.SentenceView;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes a report as a Word file: the template brings styles, page and footer, this brings the text. Every figure is a
 * content control tagged {@code figure:<id>}, and the annex lists each with what stands behind it.
 */
@Component
class ReportDocument {

    private static final Locale LANGUAGE = ReportBuilder.LANGUAGE;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

    /** Widths of the annex's columns in twentieths of a point; together what the landscape page leaves. */
    private static final int[] WIDTHS = {620, 2250, 1450, 3650, 1250, 1850, 1650, 1170};

    private final MessageSource messages;

    ReportDocument(MessageSource messages) {
        this.messages = messages;
    }

    byte[] write(ReportView report) {
        return new Text(report).content();
    }

    /** One line of the annex. */
    private record Listed(int number, String where, ChipView chip) {}

    private final class Text {

        private final ReportView report;
        private final PrintedPaper paper = new PrintedPaper();
        private final List<Listed> listed = new ArrayList<>();
        private int control;

        private Text(ReportView report) {
            this.report = report;
        }

        private byte[] content() {
            paper.paragraph("ShijiTitle", run(report.title()));
            for (SectionView section : report.sections()) {
                section(section);
            }
            paper.endSection(PrintedPaper.PORTRAIT);
            annex();
            return paper.content(
                    PrintedPaper.LANDSCAPE, report.title(), report.unit().name());
        }

        private void section(SectionView section) {
            paper.paragraph("ShijiLevel" + Math.min(section.level(), 3), run(section.marker() + section.heading()));
            var line = new StringBuilder();
            @Nullable UUID before = null;
            for (SentenceView sentence : section.sentences()) {
                boolean goesOn = line.length() > 0
                        && (Objects.equals(before, sentence.commitment()) && before != null
                                || ReportBuilder.NUMBERED
                                        .matcher(sentence.text())
                                        .lookingAt());
                if (!goesOn && line.length() > 0) {
                    paper.paragraph("ShijiBody", line.toString());
                    line.setLength(0);
                }
                pieces(section, sentence, line);
                before = sentence.commitment();
            }
            if (line.length() > 0) {
                paper.paragraph("ShijiBody", line.toString());
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
            paper.paragraph("ShijiLevel1", run(words("report.annex.title")));
            paper.paragraph(
                    "ShijiNote",
                    run(words(
                            report.state().equals("frozen") ? "report.annex.frozen" : "report.annex.live",
                            report.asOf().atZone(ZONE).format(MOMENT),
                            report.counts().figures(),
                            report.counts().supported() + report.counts().changed(),
                            report.counts().declared(),
                            report.counts().unsupported())));
            PrintedPaper.Table table =
                    paper.table(WIDTHS, words("report.annex.columns").split("\\|", -1));
            for (Listed line : listed) {
                ChipView chip = line.chip;
                boolean recorded = chip.indicator() != null;
                boolean declared = chip.entry() != null;
                table.row(
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
            table.end();
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
    }

    private String words(String code, Object... args) {
        return messages.getMessage(code, args, LANGUAGE);
    }

    private static String day(LocalDate day) {
        return day.format(DAY);
    }
}
