package cn.shiji.comparison;

import cn.shiji.document.Span;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a comparison as JSON, in the names of the command line's contract; reasons are in Chinese. */
final class ComparedJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ComparedJson() {}

    static String of(Compared compared) {
        var out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeName("pairs");
            json.writeStartArray();
            compared.pairs().forEach(pair -> pair(json, pair));
            json.writeEndArray();
            spans(json, "unplanned", compared.unplanned());
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void pair(JsonGenerator json, Pair pair) {
        json.writeStartObject();
        json.writeName("commitment");
        span(json, pair.commitment().span());
        json.writeStringProperty("status", pair.verdict().code());
        spans(json, "report", pair.report());
        if (!pair.nearest().isEmpty()) {
            spans(json, "nearest", pair.nearest());
        }
        json.writeStringProperty("why", pair.why(Locale.CHINESE));
        json.writeNumberProperty("sure", pair.sure());
        json.writeEndObject();
    }

    private static void spans(JsonGenerator json, String name, List<Span> spans) {
        json.writeName(name);
        json.writeStartArray();
        spans.forEach(span -> span(json, span));
        json.writeEndArray();
    }

    private static void span(JsonGenerator json, Span span) {
        json.writeStartArray();
        json.writeNumber(span.start());
        json.writeNumber(span.end());
        json.writeEndArray();
    }
}
