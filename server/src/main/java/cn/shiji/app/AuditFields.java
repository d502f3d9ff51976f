package cn.shiji.app;

import cn.shiji.access.AuditLine;
import cn.shiji.record.Records;
import cn.shiji.record.ToldFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells what stood before and after in a row of the trail: a record's fields as its form calls them, all others by the message files. */
@Component
class AuditFields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final Records records;
    private final AuditWords words;

    AuditFields(Records records, AuditWords words) {
        this.records = records;
        this.words = words;
    }

    /**
     * One field, before and after; null where there was or is nothing.
     *
     * @param field its name in the thing
     * @param told what it is called
     */
    record Field(
            String field,
            String told,
            @Nullable String before,
            @Nullable String after) {}

    /** All fields of a row, by name. */
    List<Field> of(AuditLine line, Locale language) {
        var names = new TreeSet<String>();
        names(line.before(), names);
        names(line.after(), names);
        Optional<ToldFields> form = names.isEmpty() ? Optional.empty() : form(line, language);
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(new Field(
                    name,
                    form.map(told -> told.labels().get(name)).orElseGet(() -> words.field(name, language)),
                    form.map(told -> told.before().get(name)).orElseGet(() -> text(line.before(), name)),
                    form.map(told -> told.after().get(name)).orElseGet(() -> text(line.after(), name))));
        }
        return fields;
    }

    private Optional<ToldFields> form(AuditLine line, Locale language) {
        if (!line.kind().equals(Records.MODULE)) {
            return Optional.empty();
        }
        try {
            return records.told(UUID.fromString(line.subject()), values(line.before()), values(line.after()), language);
        } catch (IllegalArgumentException _) {
            // Refused under an id that is none.
            return Optional.empty();
        }
    }

    private static Map<String, Object> values(@Nullable JsonNode node) {
        return node == null ? Map.of() : JSON.convertValue(node, VALUES);
    }

    private static void names(@Nullable JsonNode values, TreeSet<String> names) {
        if (values != null) {
            names.addAll(values.propertyNames());
        }
    }

    private static @Nullable String text(@Nullable JsonNode values, String field) {
        JsonNode value = values == null ? null : values.get(field);
        return value == null ? null : value.isValueNode() ? value.asString() : value.toPrettyString();
    }
}
