package cn.shiji.document;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real documents that may stand beside the checkout; it is never part of it. */
final class RealDocuments {

    private RealDocuments() {}

    /** The folder; the test that asks is reported as skipped where there is none. */
    static Path folder() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared/data/reports"))) {
            at = at.getParent();
        }
        assumeTrue(at != null, "no folder shared/data beside the checkout");
        return at.resolve("shared/data");
    }
}
