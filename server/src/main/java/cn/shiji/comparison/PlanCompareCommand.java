package cn.shiji.comparison;

import cn.shiji.document.Documents;
import cn.shiji.document.ReadDocument;
import cn.shiji.document.Span;
import cn.shiji.kernel.Problem;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code plan compare PLAN REPORT [--json | --text]}: which commitments of a plan a report tells.
 *
 * <p>Without an option a person at a terminal gets text, and whatever program takes the output gets JSON.
 */
public final class PlanCompareCommand {

    private static final int DONE = 0;
    private static final int OUR_FAULT = 1;
    private static final int BAD_INPUT = 2;

    private static final String USAGE = "用法 / usage: ./shiji plan compare PLAN REPORT [--json | --text]";
    private static final String INDENT = "        ";

    private PlanCompareCommand() {}

    /**
     * Runs the command.
     *
     * @param args what stands after {@code plan compare}
     * @return the exit status: 0 done, 2 bad input (each file's fault on {@code err}), 1 our own fault
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        List<String> files = new ArrayList<>(List.of(args));
        boolean text = files.removeIf("--text"::equals);
        boolean json = files.removeIf("--json"::equals) || !text && !atTerminal();
        if (files.size() != 2 || files.stream().anyMatch(file -> file.startsWith("--"))) {
            err.println(USAGE);
            return BAD_INPUT;
        }
        try {
            ReadDocument plan = read(files.get(0), err);
            ReadDocument report = read(files.get(1), err);
            if (plan == null || report == null) {
                return BAD_INPUT;
            }
            Compared compared = Comparison.of(plan, report);
            if (json) {
                out.println(ComparedJson.of(compared));
            } else {
                print(compared, plan, report, out);
            }
            out.flush();
            return DONE;
        } catch (RuntimeException failure) {
            failure.printStackTrace(err);
            return OUR_FAULT;
        }
    }

    private static boolean atTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Reads one of the two files; null when it cannot be, which is then told. */
    private static @Nullable ReadDocument read(String name, PrintStream err) {
        try {
            Path file = Path.of(name);
            try (InputStream in = Files.newInputStream(file)) {
                // One byte more than is accepted, so that a huge file is refused without being read.
                return Documents.read(String.valueOf(file.getFileName()), in.readNBytes(Documents.LARGEST_FILE + 1));
            }
        } catch (Problem problem) {
            err.println(name + ": " + words(problem));
        } catch (IOException | InvalidPathException unreadable) {
            err.println(name + ": " + words(Problem.bad("document.unreadable", name)));
        }
        return null;
    }

    private static String words(Problem problem) {
        List<Object> args = problem.args().stream()
                .map(arg -> arg instanceof Problem.Word word ? told(word.code()) : arg)
                .toList();
        return Told.in(Locale.getDefault(), problem.code(), args);
    }

    private static String told(String code) {
        return Told.in(Locale.getDefault(), code, List.of());
    }

    private static void print(Compared compared, ReadDocument plan, ReadDocument report, PrintStream out) {
        for (Pair pair : compared.pairs()) {
            out.printf(
                    "%s  %.2f  %s%n",
                    label(pair.verdict()),
                    pair.sure(),
                    line(plan, pair.commitment().span()));
            out.println(INDENT + pair.why(Locale.getDefault()));
            pair.report().forEach(span -> out.println(INDENT + "→ " + line(report, span)));
            pair.nearest().forEach(span -> out.println(INDENT + "~ " + line(report, span)));
        }
        out.println();
        for (Span span : compared.unplanned()) {
            out.printf("%s        %s%n", told("comparison.label.unplanned"), line(report, span));
        }
        out.println();
        out.println(Told.in(
                Locale.getDefault(),
                "comparison.counts",
                List.of(
                        compared.pairs().size(),
                        compared.count(Verdict.TOLD),
                        compared.count(Verdict.OTHER_FIGURE),
                        compared.count(Verdict.NOT_TOLD),
                        compared.unplanned().size())));
    }

    /** All labels of one language are equally wide. */
    private static String label(Verdict verdict) {
        return told("comparison.label." + verdict.code().replace('_', '-'));
    }

    private static String line(ReadDocument document, Span span) {
        return document.cut(span).replaceAll("\\s+", " ").strip();
    }
}
