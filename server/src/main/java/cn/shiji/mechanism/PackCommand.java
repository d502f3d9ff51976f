package cn.shiji.mechanism;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** {@code pack check [DIR]} and {@code pack new ID}: packs without a server and without a database. */
public final class PackCommand {

    private static final int DONE = 0;
    private static final int BAD_INPUT = 2;
    private static final Path HOME = Path.of("mechanisms");

    private PackCommand() {}

    /**
     * Checks every pack below a folder.
     *
     * @param folder the folder, or a single pack's
     * @return the exit status: 0 all good, 2 where there is a fault, each told on {@code err} with file, line and column
     */
    public static int check(Path folder, PrintStream out, PrintStream err, Locale language) {
        if (!Files.isDirectory(folder)) {
            err.println(PackWords.tell("pack.no-such-folder", List.of(folder.toString()), language));
            return BAD_INPUT;
        }
        PackReader reader = PackReader.onClassPath();
        List<PackFile> files =
                new PackFolder(folder.toAbsolutePath().normalize(), Pack.Source.OVERLAY, Clock.systemUTC()).files();
        int faults = 0;
        for (PackFile file : files) {
            Path whole = folder.resolve(file.path()).normalize();
            PackReader.Reading reading = reader.read(file.content(), whole.toAbsolutePath(), file.source());
            reading.faults().forEach(fault -> err.println(PackWords.line(whole.toString(), fault, language)));
            faults += reading.faults().size();
        }
        out.println(PackWords.tell(
                faults == 0 ? "pack.checked-good" : "pack.checked-faulty", List.of(files.size(), faults), language));
        return faults == 0 ? DONE : BAD_INPUT;
    }

    /**
     * Starts a pack: a folder with a small good {@code mechanism.yaml} and a page to be written.
     *
     * @param line the work line
     * @return the exit status: 0 done, 2 where the id cannot be one or is taken
     */
    public static int start(String id, WorkLine line, PrintStream out, PrintStream err, Locale language) {
        if (!Shape.Name.FORM.matcher(id).matches()) {
            err.println(PackWords.tell("pack.not-a-name", List.of(id), language));
            return BAD_INPUT;
        }
        Path folder = HOME.resolve(line.word()).resolve(id);
        if (Files.exists(folder)) {
            err.println(PackWords.tell("pack.id-taken", List.of(id, folder.toString()), language));
            return BAD_INPUT;
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(PackReader.FILE_NAME), FIRST_PACK.formatted(id, line.word()));
            Files.writeString(folder.resolve("README.md"), FIRST_PAGE, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        out.println(folder.resolve(PackReader.FILE_NAME));
        return check(folder, out, err, language);
    }

    private static final String FIRST_PACK = """
            mechanism: %s
            name: {zh: 新机制, en: New mechanism}
            line: %s
            owner: 党政办
            why: {zh: 写明为什么做, en: Say what it is for}
            audience: public
            records:
              event:
                label: {zh: 活动, en: Event}
                title: "{topic}"
                fields:
                  topic: {type: text, label: {zh: 主题, en: Topic}, required: true, max_length: 60}
                facts:
                  event: {quantity: 1}
            indicators:
              events:
                label: {zh: 活动次数, en: Events}
                unit: 次
                sum: event
            sentence: {zh: "开展活动{events}次", en: "{events} events"}
            """;

    private static final String FIRST_PAGE = """
            # 新机制

            用一页纸写给同事看：谁来记、记什么、数字怎么来、报告里怎样说、不做什么。
            """;
}
