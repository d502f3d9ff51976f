package cn.shiji.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.shiji.Repository;
import cn.shiji.ServerTest;
import cn.shiji.Shiji;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyDepth;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is made from code and kept in the repository is what the code would make now. {@code ./shiji generate} renews
 * it.
 */
@ServerTest
class GeneratedDocumentsTest {

    private static final boolean REGENERATE = Boolean.getBoolean("shiji.regenerate");
    private static final String MAP_BEGIN = "<!-- module map: made by ./shiji generate -->";
    private static final String MAP_END = "<!-- end of module map -->";

    @Autowired
    private WebApplicationContext application;

    @Test
    void theModuleMapIsFresh() throws IOException {
        Path page = Repository.ROOT.resolve("ARCHITECTURE.md");
        String text = Repository.text(page);
        int begin = text.indexOf(MAP_BEGIN);
        int end = text.indexOf(MAP_END);
        assertThat(begin).as("ARCHITECTURE.md has a place for the map").isBetween(0, end);
        String fresh = text.substring(0, begin) + MAP_BEGIN + "\n" + map() + text.substring(end);
        keepOrCompare(page, fresh);
    }

    @Test
    void theDescriptionOfTheApiIsFresh() throws Exception {
        String described = MockMvcBuilders.webAppContextSetup(application)
                .build()
                .perform(get("/v3/api-docs"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode tree = (ObjectNode) json.readTree(described);
        tree.remove("servers");
        String fresh = json.writeValueAsString(sorted(tree, json)).replace("\r\n", "\n") + "\n";
        keepOrCompare(Repository.ROOT.resolve("docs/generated/openapi.json"), fresh);
    }

    @Test
    void theTableOfRolesAndRightsIsFresh() throws IOException {
        keepOrCompare(
                Repository.ROOT.resolve("docs/generated/rights.md"),
                RightsTable.markdown(application.getBean(MessageSource.class)));
    }

    private static void keepOrCompare(Path file, String fresh) throws IOException {
        if (REGENERATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, fresh);
            return;
        }
        List<String> kept = Files.exists(file) ? Files.readAllLines(file) : List.of();
        List<String> made = fresh.lines().toList();
        for (int line = 0; line < Math.max(kept.size(), made.size()); line++) {
            String before = line < kept.size() ? kept.get(line) : "(end)";
            String now = line < made.size() ? made.get(line) : "(end)";
            assertThat(before)
                    .as(
                            "%s is stale from line %d on: run ./shiji generate and commit what it changes",
                            Repository.name(file), line + 1)
                    .isEqualTo(now);
        }
    }

    /** Keys in alphabetical order, so that a change of the API is a small change of the file. */
    private static JsonNode sorted(JsonNode node, JsonMapper json) {
        if (node.isObject()) {
            ObjectNode copy = json.createObjectNode();
            Map<String, JsonNode> fields = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                fields.put(field.getKey(), field.getValue());
            }
            fields.forEach((name, value) -> copy.set(name, sorted(value, json)));
            return copy;
        }
        if (node.isArray()) {
            var copy = json.createArrayNode();
            for (Iterator<JsonNode> values = node.iterator(); values.hasNext(); ) {
                copy.add(sorted(values.next(), json));
            }
            return copy;
        }
        return node;
    }

    private static String map() {
        ApplicationModules modules = ApplicationModules.of(Shiji.class);
        Map<Integer, List<String>> floors = modules.stream()
                .map(module -> module.getIdentifier().toString())
                .collect(Collectors.groupingBy(
                        Floors.OF::get, () -> new TreeMap<>(Comparator.reverseOrder()), Collectors.toList()));
        StringBuilder map = new StringBuilder("```mermaid\nflowchart TB\n");
        floors.forEach((floor, names) -> {
            map.append("  subgraph floor")
                    .append(floor)
                    .append("[\"")
                    .append(floor)
                    .append("\"]\n");
            names.stream()
                    .sorted()
                    .forEach(name -> map.append("    ").append(name).append("\n"));
            map.append("  end\n");
        });
        TreeSet<String> arrows = new TreeSet<>();
        for (ApplicationModule module : (Iterable<ApplicationModule>) modules.stream()::iterator) {
            module.getDependencies(modules, DependencyDepth.IMMEDIATE).stream()
                    .map(dependency ->
                            dependency.getTargetModule().getIdentifier().toString())
                    .filter(target -> !target.equals("kernel"))
                    .forEach(target -> arrows.add("  " + module.getIdentifier() + " --> " + target + "\n"));
        }
        arrows.forEach(map::append);
        return map.append("```\n\nEvery module may also use `kernel`; those arrows are left out.\n")
                .toString();
    }
}
