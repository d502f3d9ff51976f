package cn.shiji.mechanism;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the shape of a pack says, for two other readers: the JSON Schema for editors, and a page for people. */
public final class PackReference {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PackReference() {}

    /** The JSON Schema (draft 2020-12) of {@code mechanism.yaml}. */
    public static String schema(Shape shape) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Shiji mechanism pack");
        schema.put("description", "Made from the shape that checks packs; change that and make this anew.");
        schema.putAll(schemaOf(shape));
        return JSON.writeValueAsString(schema).replace("\r\n", "\n") + "\n";
    }

    private static Map<String, Object> schemaOf(Shape shape) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (shape) {
            case Shape.Text(int longest) -> {
                // A year or a yes is a text as well, where a text is wanted.
                schema.put("type", List.of("string", "number", "boolean"));
                schema.put("maxLength", longest);
            }
            case Shape.Name _ -> {
                schema.put("type", List.of("string", "integer"));
                schema.put("pattern", "^" + Shape.Name.FORM.pattern() + "$");
            }
            case Shape.Bilingual(int longest) ->
                schema.put(
                        "anyOf",
                        List.of(
                                schemaOf(Shape.text(longest)),
                                schemaOf(Shape.keyed()
                                        .required("zh", Shape.text(longest), "中文", "Chinese")
                                        .optional("en", Shape.text(longest), "英文", "English"))));
            case Shape.OneOf(List<Shape.Option> options) ->
                schema.put(
                        "oneOf", options.stream().map(PackReference::constant).toList());
            case Shape.Whole(long least, long most) -> {
                schema.put("type", "integer");
                schema.put("minimum", least);
                schema.put("maximum", most);
            }
            case Shape.Decimal _ -> schema.put("type", "number");
            case Shape.Anything _ -> {
                // An empty schema takes everything.
            }
            case Shape.Truth _ -> schema.put("type", "boolean");
            case Shape.ListOf(Shape item, int most) -> {
                schema.put("type", "array");
                schema.put("items", schemaOf(item));
                schema.put("minItems", 1);
                schema.put("maxItems", most);
            }
            case Shape.Named(Shape item, int most) -> {
                schema.put("type", "object");
                schema.put("propertyNames", Map.of("pattern", "^" + Shape.Name.FORM.pattern() + "$"));
                schema.put("additionalProperties", schemaOf(item));
                schema.put("minProperties", 1);
                schema.put("maxProperties", most);
            }
            case Shape.Keyed keyed -> keys(schema, keyed.keys());
            case Shape.ByWord(String key, Words meaning, Map<Shape.Option, Shape.Keyed> cases) -> {
                List<Object> each = new ArrayList<>();
                cases.forEach((option, keyed) -> {
                    List<Shape.Key> all = new ArrayList<>();
                    all.add(new Shape.Key(key, new Shape.OneOf(List.of(option)), true, meaning));
                    all.addAll(keyed.keys());
                    Map<String, Object> one = new LinkedHashMap<>();
                    keys(one, all);
                    each.add(one);
                });
                schema.put("oneOf", each);
            }
            case Shape.Either(Shape single, Shape compound) ->
                schema.put("anyOf", List.of(schemaOf(single), schemaOf(compound)));
        }
        return schema;
    }

    private static Map<String, Object> constant(Shape.Option option) {
        Map<String, Object> constant = new LinkedHashMap<>();
        constant.put("const", option.value());
        constant.put(
                "description", option.meaning().zh() + " · " + option.meaning().en());
        return constant;
    }

    private static void keys(Map<String, Object> schema, List<Shape.Key> keys) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Shape.Key key : keys) {
            Map<String, Object> property = schemaOf(key.shape());
            property.put(
                    "description", key.meaning().zh() + " · " + key.meaning().en());
            properties.put(key.name(), property);
        }
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put(
                "required",
                keys.stream().filter(Shape.Key::required).map(Shape.Key::name).toList());
        schema.put("additionalProperties", false);
    }

    /** The reference page, Markdown, both languages side by side. */
    public static String page(Shape.Keyed shape) {
        StringBuilder page = new StringBuilder("""
                # 机制包参考 · Pack reference

                由检查机制包的规则生成，请勿手改。 · Made from the rules that check packs; do not edit.

                一个机制是一个文件夹，名称就是它的标识，里面有 `mechanism.yaml`。`{zh: …, en: …}` 处也可只写一段中文；花括号里的话含逗号或冒号时要加引号。 \
                · A mechanism is a folder named like its id with a `mechanism.yaml` in it. Where both languages are wanted one text will do; within braces a text with a comma or colon needs quotes.

                `*` 必填 · must be there.

                """);
        section(page, "mechanism.yaml", shape, 2);
        return page.toString().stripTrailing() + "\n";
    }

    private static void section(StringBuilder page, String path, Shape shape, int depth) {
        switch (shape) {
            case Shape.Keyed keyed -> {
                heading(page, path, depth);
                table(page, keyed.keys());
                keyed.keys().forEach(key -> section(page, below(path, key.name()), key.shape(), depth + 1));
            }
            case Shape.Named(Shape item, int most) -> section(page, below(path, "‹name›"), item, depth);
            case Shape.ListOf(Shape item, int most) -> section(page, path + "[]", item, depth);
            case Shape.Either(Shape single, Shape compound) -> section(page, path, compound, depth);
            case Shape.ByWord byWord -> {
                heading(page, path, depth);
                page.append("按 `")
                        .append(byWord.key())
                        .append("*`（")
                        .append(byWord.meaning().zh())
                        .append("）而不同 · depends on its `")
                        .append(byWord.key())
                        .append("`:\n\n");
                List<Shape.Key> common = common(byWord);
                table(page, common);
                page.append("| `")
                        .append(byWord.key())
                        .append("` | 含义 · meaning | 还可写 · further keys |\n|---|---|---|\n");
                byWord.cases()
                        .forEach((option, keyed) -> page.append("| `")
                                .append(option.value())
                                .append("` | ")
                                .append(both(option.meaning()))
                                .append(" | ")
                                .append(keyed.keys().stream()
                                        .filter(key -> !common.contains(key))
                                        .map(key ->
                                                name(key) + " " + both(key.meaning()) + "（" + kind(key.shape()) + "）")
                                        .collect(Collectors.joining("<br>")))
                                .append(" |\n"));
                page.append('\n');
            }
            case Shape.Text _,
                    Shape.Name _,
                    Shape.Bilingual _,
                    Shape.OneOf _,
                    Shape.Whole _,
                    Shape.Decimal _,
                    Shape.Truth _,
                    Shape.Anything _ -> {
                // A single value is told in the table of its mapping.
            }
        }
    }

    private static List<Shape.Key> common(Shape.ByWord byWord) {
        List<Shape.Key> common = new ArrayList<>();
        byWord.cases().values().forEach(keyed -> {
            if (common.isEmpty()) {
                common.addAll(keyed.keys());
            } else {
                common.retainAll(keyed.keys());
            }
        });
        return common;
    }

    private static String below(String path, String name) {
        return path.equals("mechanism.yaml") ? name : path + "." + name;
    }

    private static void heading(StringBuilder page, String path, int depth) {
        page.append("#".repeat(Math.min(depth, 5))).append(" `").append(path).append("`\n\n");
    }

    private static void table(StringBuilder page, List<Shape.Key> keys) {
        page.append("| 键 · key | 含义 · meaning | 值 · value |\n|---|---|---|\n");
        for (Shape.Key key : keys) {
            page.append("| ")
                    .append(name(key))
                    .append(" | ")
                    .append(both(key.meaning()))
                    .append(" | ")
                    .append(kind(key.shape()))
                    .append(" |\n");
        }
        page.append('\n');
    }

    private static String name(Shape.Key key) {
        return "`" + key.name() + (key.required() ? "*" : "") + "`";
    }

    private static String both(Words words) {
        return words.zh() + " · " + words.en();
    }

    private static String kind(Shape shape) {
        return switch (shape) {
            case Shape.Text(int longest) -> "文字 · text ≤ " + longest;
            case Shape.Name _ -> "名称 · name `[a-z0-9_-]`";
            case Shape.Bilingual(int longest) -> "`{zh, en}` ≤ " + longest;
            case Shape.OneOf(List<Shape.Option> options) ->
                options.stream()
                        .map(option -> "`" + option.value() + "` " + both(option.meaning()))
                        .collect(Collectors.joining("<br>"));
            case Shape.Whole(long least, long most) -> "整数 · whole number " + least + "–" + most;
            case Shape.Decimal _ -> "数 · number";
            case Shape.Truth _ -> "`true` / `false`";
            case Shape.Anything _ -> "…";
            case Shape.ListOf(Shape item, int most) -> "列表 · list (" + kind(item) + ") ≤ " + most;
            case Shape.Named(Shape item, int most) -> "名称: … · named ≤ " + most;
            case Shape.Keyed _, Shape.ByWord _ -> "见下 · see below";
            case Shape.Either(Shape single, Shape compound) -> kind(single) + " / " + kind(compound);
        };
    }
}
