package cn.shiji.app;

import cn.shiji.app.scenario.Scenarios;
import cn.shiji.mechanism.Mechanisms;
import cn.shiji.mechanism.Pack;
import cn.shiji.mechanism.PackCommand;
import cn.shiji.mechanism.PackFaults;
import cn.shiji.mechanism.PackReader;
import cn.shiji.mechanism.PackWords;
import cn.shiji.mechanism.WorkLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code ./shiji pack check}, {@code pack new} and {@code pack test}. */
final class PackCommands {

    private static final int DONE = 0;
    private static final int BAD_INPUT = 2;
    private static final Path HOME = Path.of("mechanisms");

    private PackCommands() {}

    /** The launcher sets LC_ALL, so the user's language is what LANG says. */
    private static Locale language() {
        return Objects.requireNonNullElse(System.getenv("LANG"), "").startsWith("en") ? Locale.ENGLISH : Locale.CHINESE;
    }

    /** Checks the packs of a folder, without a database. */
    record Check() implements Command {

        @Override
        public String usage() {
            return "pack check [DIR]";
        }

        @Override
        public String summary() {
            return "检查机制包，逐处指出 文件:行:列 / check packs; each fault with file:line:column";
        }

        @Override
        public int run(List<String> arguments) {
            Options options = Options.of(arguments, usage(), Set.of(), Set.of());
            List<String> words = options.words(0, 1);
            Path folder = words.isEmpty() ? HOME : options.file(words.getFirst());
            return PackCommand.check(folder, System.out, System.err, language());
        }
    }

    /** Starts a pack. */
    record New() implements Command {

        @Override
        public String usage() {
            return "pack new ID [--line party|industry|ecology|governance]";
        }

        @Override
        public String summary() {
            return "新建一个机制包 / start a pack";
        }

        @Override
        public int run(List<String> arguments) {
            Options options = Options.of(arguments, usage(), Set.of("line"), Set.of());
            String id = options.words(1, 1).getFirst();
            String line = options.value("line").orElse(WorkLine.GOVERNANCE.word());
            WorkLine known = Arrays.stream(WorkLine.values())
                    .filter(each -> each.word().equals(line))
                    .findFirst()
                    .orElseThrow(() -> options.wrong("没有这个条线 / no such work line: " + line));
            return PackCommand.start(id, known, System.out, System.err, language());
        }
    }

    /** Runs scenarios against the real engines, on a database that is thrown away afterwards. */
    record Test(Class<?> program) implements Command {

        @Override
        public String usage() {
            return "pack test [ID] [--dir mechanisms]";
        }

        @Override
        public String summary() {
            return "运行机制包的情景 / run the scenarios of packs";
        }

        @Override
        public int run(List<String> arguments) throws Exception {
            Options options = Options.of(arguments, usage(), Set.of("dir"), Set.of());
            List<String> words = options.words(0, 1);
            Path folder = options.path("dir").orElse(HOME).toAbsolutePath().normalize();
            if (!Files.isDirectory(folder)) {
                throw options.wrong("没有这个文件夹 / no such folder: " + folder);
            }
            Path scratch = Files.createTempDirectory("shiji-pack-test-");
            System.setProperty("shiji.mechanisms", folder.toString());
            try {
                return Application.commandAlone(
                        program,
                        scratch,
                        application -> test(application, folder, words.isEmpty() ? "" : words.getFirst()));
            } finally {
                System.clearProperty("shiji.mechanisms");
                delete(scratch);
            }
        }

        private static int test(ConfigurableApplicationContext application, Path folder, String only)
                throws IOException {
            Mechanisms mechanisms = application.getBean(Mechanisms.class);
            Scenarios scenarios = application.getBean(Scenarios.class);
            int wrong = 0;
            for (PackFaults refused : mechanisms.faults()) {
                refused.faults()
                        .forEach(fault -> System.err.println(
                                PackWords.line(folder.resolve(refused.file()).toString(), fault, language())));
                wrong += refused.faults().size();
            }
            if (!only.isEmpty() && mechanisms.find(only).isEmpty()) {
                System.err.println("没有这个机制 / no such mechanism: " + only);
                return BAD_INPUT;
            }
            for (Path file : files(folder, only)) {
                String id = folderName(file);
                if (mechanisms.find(id).isEmpty()) {
                    continue;
                }
                Path scenario = file.resolveSibling(Scenarios.FILE_NAME);
                if (!Files.isRegularFile(scenario)) {
                    System.err.println("没有情景 / no scenario: " + scenario);
                    wrong++;
                    continue;
                }
                List<String> told = scenarios.run(id, scenario.toString(), Files.readAllBytes(scenario));
                told.forEach(System.err::println);
                wrong += told.size();
                System.out.println((told.isEmpty() ? "✓ " : "✗ ") + id + " "
                        + mechanisms
                                .find(id)
                                .map(Pack::name)
                                .map(name -> name.in(language()))
                                .orElse(""));
            }
            return wrong == 0 ? DONE : BAD_INPUT;
        }

        /** The folder a file lies in bears the id of the pack. */
        private static String folderName(Path file) {
            Path parent = file.getParent();
            return parent == null ? "" : String.valueOf(parent.getFileName());
        }

        private static List<Path> files(Path folder, String only) throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(file -> file.endsWith(PackReader.FILE_NAME))
                        .filter(file -> only.isEmpty() || folderName(file).equals(only))
                        .sorted()
                        .collect(Collectors.toList());
            }
        }

        private static void delete(Path folder) throws IOException {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
