package cn.shiji.mechanism;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Turns the bytes of a pack file into marked values. Only the plain part of YAML is taken: no anchors, no own types, one
 * document, a bounded size and depth; so no file can grow beyond what was written.
 */
final class PackYaml {

    /** The largest file taken, in bytes. */
    static final int LARGEST_BYTES = 256 * 1024;

    private static final int DEEPEST = 12;

    private final PackChecks checks;

    PackYaml(PackChecks checks) {
        this.checks = checks;
    }

    /** The value of the file, empty where it is no YAML we take; the reasons are told. */
    Optional<PackNode> read(byte[] file) {
        if (file.length > LARGEST_BYTES) {
            fault(1, 1, "pack.file-too-large", file.length / 1024, LARGEST_BYTES / 1024);
            return Optional.empty();
        }
        String text = decode(file);
        if (text == null || !sayable(text)) {
            return Optional.empty();
        }
        try {
            if (hasAnchors(text)) {
                return Optional.empty();
            }
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                fault(1, 1, "pack.empty-file");
                return Optional.empty();
            }
            return convert(root, 1);
        } catch (MarkedYAMLException wrong) {
            Mark mark = wrong.getProblemMark() == null ? wrong.getContextMark() : wrong.getProblemMark();
            syntax(mark, wrong.getProblem() == null ? "" : wrong.getProblem());
            return Optional.empty();
        } catch (ReaderException wrong) {
            int[] place = placeOf(text, wrong.getPosition());
            fault(place[0], place[1], "pack.strange-character", String.format("U+%04X", wrong.getCodePoint()));
            return Optional.empty();
        } catch (YAMLException wrong) {
            fault(
                    1,
                    1,
                    "pack.not-yaml",
                    String.valueOf(wrong.getMessage()).lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST + 20);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(true);
        options.setCodePointLimit(LARGEST_BYTES);
        options.setProcessComments(false);
        return new Yaml(new SafeConstructor(options));
    }

    private @Nullable String decode(byte[] file) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(file);
        CharBuffer out = CharBuffer.allocate(file.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        try {
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException notUtf8) {
            int[] place = placeOf(out.flip().toString(), Integer.MAX_VALUE);
            fault(place[0], place[1], "pack.not-utf8");
            return null;
        }
        String text = out.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Whether the text holds only characters a pack may hold; the first other one is told. */
    private boolean sayable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == '\u007f' || c == '\uFEFF') {
                int[] place = placeOf(text, i);
                fault(place[0], place[1], "pack.strange-character", String.format("U+%04X", (int) c));
                return false;
            }
        }
        return true;
    }

    private boolean hasAnchors(String text) {
        boolean found = false;
        int documents = 0;
        for (Event event : yaml().parse(new StringReader(text))) {
            if (event.is(Event.ID.DocumentStart) && ++documents == 2) {
                fault(event.getStartMark(), "pack.one-document");
                found = true;
            }
            if (event instanceof NodeEvent node && node.getAnchor() != null) {
                fault(
                        event.getStartMark(),
                        event instanceof AliasEvent ? "pack.no-aliases" : "pack.no-anchors",
                        node.getAnchor());
                found = true;
            }
        }
        return found;
    }

    private Optional<PackNode> convert(Node node, int depth) {
        Mark mark = node.getStartMark();
        int line = mark.getLine() + 1;
        int column = mark.getColumn() + 1;
        if (depth > DEEPEST) {
            fault(line, column, "pack.too-deep", DEEPEST);
            return Optional.empty();
        }
        if (!node.getTag().startsWith("tag:yaml.org,2002:")) {
            fault(line, column, "pack.no-tags", node.getTag().getValue());
            return Optional.empty();
        }
        return switch (node) {
            case ScalarNode scalar ->
                Optional.of(new PackNode.Scalar(line, column, scalar.getValue(), scalar.isPlain()));
            case SequenceNode sequence -> {
                List<PackNode> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    convert(item, depth + 1).ifPresent(items::add);
                }
                yield Optional.of(new PackNode.Sequence(line, column, items));
            }
            case MappingNode mapping -> {
                List<PackNode.Entry> entries = new ArrayList<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    Optional<PackNode> key = convert(tuple.getKeyNode(), depth + 1);
                    Optional<PackNode> value = convert(tuple.getValueNode(), depth + 1);
                    if (key.isPresent() && !(key.get() instanceof PackNode.Scalar)) {
                        checks.fault(key.get(), "pack.plain-key-wanted");
                    } else if (key.isPresent() && value.isPresent()) {
                        entries.add(new PackNode.Entry((PackNode.Scalar) key.get(), value.get()));
                    }
                }
                yield Optional.of(new PackNode.Mapping(line, column, entries));
            }
            default -> throw new IllegalStateException("YAML has no other nodes: " + node.getNodeId());
        };
    }

    /** Tells a slip in the YAML itself in words for those who do not know YAML's own. */
    private void syntax(@Nullable Mark mark, String problem) {
        String lower = problem.toLowerCase(Locale.ROOT);
        String code;
        if (lower.contains("\\t") || lower.contains("tab")) {
            code = "pack.yaml-tab";
        } else if (lower.contains("mapping values are not allowed")) {
            code = "pack.yaml-colon";
        } else if (lower.contains("could not find expected ':'")) {
            code = "pack.yaml-no-colon";
        } else if (lower.contains("expected <block end>") || lower.contains("expected the node content")) {
            code = "pack.yaml-indent";
        } else if (lower.contains("expected ',' or")) {
            code = "pack.yaml-bracket";
        } else if (lower.contains("unexpected end of stream") || lower.contains("document separator")) {
            code = "pack.yaml-quote";
        } else if (lower.contains("undefined alias")) {
            code = "pack.yaml-star";
        } else {
            code = "pack.not-yaml";
        }
        if (mark == null) {
            fault(1, 1, code, problem);
        } else {
            fault(mark, code, problem);
        }
    }

    private static int[] placeOf(String text, int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(index, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(text.charAt(i))) {
                column++;
            }
        }
        return new int[] {line, column};
    }

    private void fault(Mark mark, String code, Object... args) {
        fault(mark.getLine() + 1, mark.getColumn() + 1, code, args);
    }

    private void fault(int line, int column, String code, Object... args) {
        checks.add(new PackFault(line, column, code, List.of(args), null));
    }
}
