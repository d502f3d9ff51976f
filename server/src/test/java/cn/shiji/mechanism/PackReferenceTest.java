package cn.shiji.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import cn.shiji.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is written from the shape of packs is what the shape says now. {@code ./shiji generate} renews it. */
class PackReferenceTest {

    private static final boolean REGENERATE = Boolean.getBoolean("shiji.regenerate");
    private static final Shape.Keyed SHAPE = PackReader.onClassPath().shape();

    @Test
    void theSchemaIsFresh() throws IOException {
        keepOrCompare("docs/generated/mechanism.schema.json", PackReference.schema(SHAPE));
    }

    @Test
    void theReferenceIsFresh() throws IOException {
        keepOrCompare("docs/generated/packs.md", PackReference.page(SHAPE));
    }

    private static void keepOrCompare(String name, String fresh) throws IOException {
        Path file = Repository.ROOT.resolve(name);
        if (REGENERATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, fresh);
            return;
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(name + " is stale: run ./shiji generate and commit what it changes")
                .isEqualTo(fresh);
    }
}
