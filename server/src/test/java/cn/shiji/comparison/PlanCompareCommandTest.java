package cn.shiji.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code plan compare} as a person or a script calls it. */
class PlanCompareCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void jsonSaysWhatTheFormatPromises() throws IOException {
        Path plan = write("plan.txt", "某镇2025年工作计划\n\n一、重点任务\n改造茶园道路8公里。\n");
        Path report = write("report.txt", "某镇2025年工作总结\n\n一、工作回顾\n改造茶园道路6公里。\n");

        assertThat(run(plan.toString(), report.toString(), "--json")).isZero();
        JsonNode pair =
                JsonMapper.shared().readTree(out.toByteArray()).path("pairs").get(0);
        assertThat(pair.path("status").asString()).isEqualTo("other_figure");
        assertThat(pair.path("why").asString()).contains("8公里 > 6公里");
        assertThat(pair.path("commitment").get(0).asInt()).isEqualTo(20);
        assertThat(pair.path("report")).hasSize(1);
        assertThat(pair.path("sure").asDouble()).isBetween(0.5, 1.0);
    }

    @Test
    void aProgramThatTakesTheOutputGetsJsonWithoutAsking() throws IOException {
        Path plan = write("plan.txt", "某镇2025年工作计划\n\n一、重点任务\n改造茶园道路8公里。\n");

        assertThat(run(plan.toString(), plan.toString())).isZero();
        assertThat(JsonMapper.shared().readTree(out.toByteArray()).path("pairs"))
                .isNotEmpty();
    }

    @Test
    void textNamesTheCommitmentTheStatementAndTheSums() throws IOException {
        Path plan = write("plan.txt", "某镇2025年工作计划\n\n一、重点任务\n改造茶园道路8公里。\n");
        Path report = write("report.txt", "某镇2025年工作总结\n\n一、工作回顾\n改造茶园道路9公里。\n");

        assertThat(run(plan.toString(), report.toString(), "--text")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("改造茶园道路8公里。", "→ 改造茶园道路9公里。", "8公里 ≤ 9公里");
    }

    @Test
    void faultsOfBothFilesAreToldAtOnce() throws IOException {
        Path empty = write("empty.txt", "");

        assertThat(run(empty.toString(), folder.resolve("nowhere.docx").toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
        assertThat(out.size()).isZero();
    }

    @Test
    void wrongArgumentsAreToldWithTheUsage() {
        assertThat(run("only-one.txt")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("plan compare PLAN REPORT");
    }

    private int run(String... args) {
        return PlanCompareCommand.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
