package cn.shiji.document;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a reading as JSON, in the names and order of the command line's contract. */
final class ReadingJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private ReadingJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(ReadDocument document) {
        var out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            new ReadingJson(json).document(document);
        }
        return out.toString();
    }

    private void document(ReadDocument document) {
        json.writeStartObject();
        json.writeStringProperty("title", document.title());
        json.writeName("furniture");
        json.writeStartArray();
        for (Span span : document.furniture()) {
            json.writeStartObject();
            span(span);
            json.writeEndObject();
        }
        json.writeEndArray();
        nodes("nodes", document.nodes());
        json.writeEndObject();
    }

    private void nodes(String name, List<Node> nodes) {
        json.writeName(name);
        json.writeStartArray();
        nodes.forEach(this::node);
        json.writeEndArray();
    }

    private void node(Node node) {
        json.writeStartObject();
        json.writeStringProperty("level", node.level().code());
        json.writeStringProperty("marker", node.marker());
        json.writeStringProperty("heading", node.heading());
        json.writeStringProperty("text", node.text());
        span(node.span());
        json.writeStringProperty("tense", node.tense().code());
        json.writeName("units");
        json.writeStartArray();
        node.units().forEach(this::unit);
        json.writeEndArray();
        json.writeName("people");
        json.writeStartArray();
        node.people().forEach(this::person);
        json.writeEndArray();
        due(node.due());
        json.writeName("figures");
        json.writeStartArray();
        node.figures().forEach(this::figure);
        json.writeEndArray();
        nodes("children", node.children());
        json.writeEndObject();
    }

    private void unit(ResponsibleUnit unit) {
        json.writeStartObject();
        json.writeStringProperty("name", unit.name());
        json.writeStringProperty("role", unit.role().code());
        json.writeBooleanProperty("open", unit.open());
        span(unit.span());
        json.writeEndObject();
    }

    private void person(ResponsiblePerson person) {
        json.writeStartObject();
        json.writeStringProperty("name", person.name());
        json.writeStringProperty("role", person.role().code());
        span(person.span());
        json.writeEndObject();
    }

    private void due(@Nullable Deadline due) {
        json.writeName("due");
        if (due == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringProperty("text", due.text());
        span(due.span());
        json.writeName("day");
        if (due.day() == null) {
            json.writeNull();
        } else {
            json.writeString(due.day().toString());
        }
        json.writeEndObject();
    }

    private void figure(Figure figure) {
        json.writeStartObject();
        json.writeStringProperty("text", figure.text());
        span(figure.span());
        number("value", figure.value());
        if (figure.low() != null || figure.high() != null) {
            number("low", figure.low());
            number("high", figure.high());
        }
        json.writeBooleanProperty("masked", figure.masked());
        json.writeStringProperty("unit", figure.unit());
        json.writeStringProperty("relation", figure.relation().code());
        json.writeStringProperty("change", figure.change().code());
        json.writeStringProperty("role", figure.role().code());
        json.writeStringProperty("of", figure.of());
        json.writeEndObject();
    }

    private void number(String name, @Nullable BigDecimal value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value.toPlainString());
        }
    }

    private void span(Span span) {
        json.writeName("span");
        json.writeStartArray();
        json.writeNumber(span.start());
        json.writeNumber(span.end());
        json.writeEndArray();
    }
}
