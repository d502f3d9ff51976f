package cn.shiji.app.matrix;

import cn.shiji.Repository;
import cn.shiji.access.At;
import cn.shiji.kernel.Right;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A route as the description of the API tells it, with what it says it needs.
 *
 * @param at null where the route is open or asks for a session alone
 * @param query the names of its parameters
 * @param files the fields of its form that are files; empty where it takes no form
 */
record DescribedRoute(
        String method,
        String path,
        Access access,
        Set<Right> rights,
        @Nullable At at,
        Set<Right> below,
        List<String> query,
        JsonNode body,
        List<String> files,
        JsonNode schemas) {

    enum Access {
        OPEN,
        SIGNED_IN,
        RIGHT,
        UNTOLD
    }

    static List<DescribedRoute> all() {
        JsonNode api =
                JsonMapper.shared().readTree(Repository.text(Repository.ROOT.resolve("docs/generated/openapi.json")));
        List<DescribedRoute> routes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> verb : path.getValue().properties()) {
                routes.add(of(path.getKey(), verb.getKey(), verb.getValue(), api));
            }
        }
        return routes;
    }

    private static DescribedRoute of(String path, String verb, JsonNode told, JsonNode api) {
        JsonNode needs = told.path("x-needs");
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : told.path("parameters")) {
            if (parameter.path("in").asString().equals("query")) {
                query.add(parameter.path("name").asString());
            }
        }
        JsonNode content = told.path("requestBody").path("content");
        return new DescribedRoute(
                verb.toUpperCase(Locale.ROOT),
                path,
                switch (needs.path("access").asString("")) {
                    case "open" -> Access.OPEN;
                    case "signed-in" -> Access.SIGNED_IN;
                    case "right" -> Access.RIGHT;
                    default -> Access.UNTOLD;
                },
                rights(needs.path("rights")),
                needs.has("at") ? At.valueOf(needs.path("at").asString().toUpperCase(Locale.ROOT)) : null,
                rights(needs.path("below")),
                query,
                content.path("application/json").path("schema"),
                files(content.path("multipart/form-data").path("schema").path("properties")),
                api.path("components").path("schemas"));
    }

    private static Set<Right> rights(JsonNode words) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (JsonNode word : words) {
            Arrays.stream(Right.values())
                    .filter(right -> right.word().equals(word.asString()))
                    .forEach(rights::add);
        }
        return rights;
    }

    private static List<String> files(JsonNode fields) {
        List<String> files = new ArrayList<>();
        fields.properties().forEach(field -> {
            if (field.getValue().path("format").asString("").equals("binary")) {
                files.add(field.getKey());
            }
        });
        return files;
    }

    boolean reads() {
        return method.equals("GET");
    }

    JsonNode named(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
