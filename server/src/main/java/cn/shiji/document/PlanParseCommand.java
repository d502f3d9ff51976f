package cn.shiji.document;

import cn.shiji.kernel.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * {@code plan parse FILE [--text]}: reads a document and prints its tree as JSON, or its plain text.
 *
 * <p>{@code plan parse --summary FILE…} prints one line for each of many files: what was read of it, and how quickly.
 */
public final class PlanParseCommand {

    private static final int DONE = 0;
    private static final int OUR_FAULT = 1;
    private static final int BAD_INPUT = 2;

    /** The messages of the language asked for, whatever the machine's own is. */
    private static final ResourceBundle.Control EXACTLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private PlanParseCommand() {}

    /**
     * Runs the command.
     *
     * @param args what stands after {@code plan parse}
     * @return the exit status: 0 done, 2 bad input (one line on {@code err}), 1 our own fault
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        keepQuiet();
        List<String> files = new ArrayList<>(List.of(args));
        if (files.remove("--summary") && !files.isEmpty()) {
            return summary(files, out);
        }
        boolean text = files.remove("--text");
        if (files.size() != 1 || files.getFirst().startsWith("--")) {
            err.println("用法 / usage: ./shiji plan parse FILE [--text] | --summary FILE…");
            return BAD_INPUT;
        }
        Path file = Path.of(files.getFirst());
        try {
            ReadDocument document = Documents.read(nameOf(file), bytes(file));
            out.print(text ? document.text() : ReadingJson.of(document) + "\n");
            out.flush();
            return DONE;
        } catch (Problem problem) {
            err.println(file + ": " + words(problem));
            return BAD_INPUT;
        } catch (IOException unreadable) {
            err.println(file + ": " + words(Problem.bad("document.unreadable", file.toString())));
            return BAD_INPUT;
        } catch (RuntimeException failure) {
            failure.printStackTrace(err);
            return OUR_FAULT;
        }
    }

    /** Keeps what format libraries remark about odd files out of the answer, unless somebody has asked for it. */
    private static void keepQuiet() {
        Map<String, String> quiet = Map.of(
                "log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
                "org.apache.logging.log4j.simplelog.level", "OFF",
                "org.apache.commons.logging.LogFactory", "org.apache.commons.logging.impl.LogFactoryImpl",
                "org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
        quiet.forEach((key, value) -> {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        });
    }

    /** One line for each file; a file that is refused has its reason there, and makes the whole bad input. */
    private static int summary(List<String> files, PrintStream out) {
        int status = DONE;
        out.print(ReadingSummary.HEAD);
        for (String name : files) {
            long begun = System.nanoTime();
            try {
                ReadDocument read = Documents.read(nameOf(Path.of(name)), bytes(Path.of(name)));
                out.print(ReadingSummary.of(name, read, (System.nanoTime() - begun) / 1_000_000));
            } catch (Problem problem) {
                out.println(name + ": " + words(problem));
                status = BAD_INPUT;
            } catch (IOException unreadable) {
                out.println(name + ": " + words(Problem.bad("document.unreadable", name)));
                status = BAD_INPUT;
            }
        }
        out.flush();
        return status;
    }

    /** Reads one byte more than is accepted, so that a huge file is refused without being read. */
    private static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > Documents.LARGEST_FILE) {
                int megabyte = 1024 * 1024;
                long megabytes = (size + megabyte - 1) / megabyte;
                throw Problem.tooLarge(
                        "document.too-large", nameOf(file), megabytes, Documents.LARGEST_FILE / megabyte);
            }
            return in.readNBytes(Documents.LARGEST_FILE + 1);
        }
    }

    private static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private static String words(Problem problem) {
        String language = Locale.getDefault().getLanguage().equals("en") ? "en" : "zh";
        ResourceBundle messages = ResourceBundle.getBundle("messages", Locale.of(language), EXACTLY);
        Object[] told = problem.args().stream()
                .map(arg -> arg instanceof Problem.Word word ? told(messages, word.code()) : String.valueOf(arg))
                .toArray();
        return MessageFormat.format(told(messages, problem.code()), told);
    }

    private static String told(ResourceBundle messages, String code) {
        return messages.containsKey(code) ? messages.getString(code) : code;
    }
}
