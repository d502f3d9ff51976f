package cn.shiji.indicator;

import cn.shiji.mechanism.PackChecks;
import cn.shiji.mechanism.PackNode;
import cn.shiji.mechanism.PackSection;
import cn.shiji.mechanism.Shape;
import cn.shiji.mechanism.Words;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** {@code sentence}: how a pack tells its work in a report. */
@Component
class SentenceSection implements PackSection<ReportSentence> {

    @Override
    public String key() {
        return "sentence";
    }

    @Override
    public Words meaning() {
        return new Words(
                "写进报告的句子，{指标名} 处填入该指标的数",
                "The sentence for the report; {name} is filled with the figure of that indicator");
    }

    @Override
    public Shape shape() {
        return Shape.bilingual(300);
    }

    @Override
    public void check(PackNode section, PackChecks checks) {
        texts(section).forEach(text -> {
            String words = text.asText().orElse("");
            Matcher place = ReportSentence.PLACE.matcher(words);
            boolean any = false;
            while (place.find()) {
                any = true;
                checks.refer("indicator", text, Objects.requireNonNull(place.group(1)));
            }
            if (place.replaceAll("").matches("(?s).*[{}].*")) {
                checks.fault(text, "indicator.sentence-brace");
            } else if (!any) {
                checks.fault(text, "indicator.sentence-without-figure");
            }
        });
    }

    private static Stream<PackNode> texts(PackNode section) {
        return section.asText().isPresent()
                ? Stream.of(section)
                : Stream.of(section.get("zh"), section.get("en")).flatMap(Optional::stream);
    }

    @Override
    public ReportSentence read(String pack, PackNode section) {
        return new ReportSentence(pack, section.asWords().orElseThrow());
    }

    @Override
    public Class<ReportSentence> type() {
        return ReportSentence.class;
    }
}
