package cn.shiji.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file read by a shape, as packs are, for other files that stand beside them.
 *
 * @param root its sound part, null where nothing of it is
 * @param faults all of them, in the order of the file
 */
public record MarkedFile(@Nullable PackNode root, List<PackFault> faults) {

    public MarkedFile {
        faults = List.copyOf(faults);
    }

    /** Reads a file. */
    public static MarkedFile read(byte[] content, Shape shape) {
        PackChecks checks = new PackChecks();
        PackNode root = new PackYaml(checks)
                .read(content)
                .flatMap(node -> new ShapeCheck(checks).sound(node, shape))
                .orElse(null);
        return new MarkedFile(root, checks.all());
    }
}
