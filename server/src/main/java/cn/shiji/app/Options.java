package cn.shiji.app;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The arguments of a command, taken apart: {@code --name value}, {@code --flag}, and plain words. */
final class Options {

    private final String usage;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    private Options(String usage) {
        this.usage = usage;
    }

    /**
     * Takes arguments apart.
     *
     * @param usage shown when something is wrong
     * @param valued names that take a value
     * @param flags names that stand alone
     * @throws BadUsage on any other name, and on a value that is missing
     */
    static Options of(List<String> arguments, String usage, Set<String> valued, Set<String> flags) {
        Options options = new Options(usage);
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            if (!argument.startsWith("--")) {
                options.words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            if (flags.contains(name) && equals < 0) {
                options.values.put(name, "");
            } else if (!valued.contains(name)) {
                throw options.wrong("没有这个选项 / no such option: " + argument);
            } else if (equals >= 0) {
                options.values.put(name, argument.substring(equals + 1));
            } else if (at + 1 < arguments.size()) {
                at++;
                options.values.put(name, arguments.get(at));
            } else {
                throw options.wrong("缺少取值 / a value is missing: " + argument);
            }
        }
        return options;
    }

    boolean has(String flag) {
        return values.containsKey(flag);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A value the command cannot do without. */
    String required(String name) {
        return value(name).orElseThrow(() -> wrong("缺少 / missing: --" + name));
    }

    int number(String name, int otherwise, int least, int most) {
        Optional<String> given = value(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(given.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, with the numbers that are accepted.
        }
        throw wrong("--" + name + " 应为 " + least + " 至 " + most + " 的整数 / must be a number from " + least + " to "
                + most + ": " + given.get());
    }

    /** The data folder, {@code ./data} where none is named. */
    Path data() {
        return path("data").orElse(Path.of("data"));
    }

    /** The value of an option that names a file or folder. */
    Optional<Path> path(String name) {
        return value(name).map(this::file);
    }

    /** A plain word that names a file or folder. */
    Path file(String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException notAPath) {
            throw wrong("不是路径 / not a path: " + given);
        }
    }

    /** The plain words, of which there must be as many as the command takes. */
    List<String> words(int least, int most) {
        if (words.size() < least || words.size() > most) {
            throw wrong(words.size() < least ? "参数不够 / too few arguments" : "参数太多 / too many arguments");
        }
        return words;
    }

    /** The refusal to throw for arguments that do not fit together. */
    BadUsage wrong(String what) {
        return new BadUsage(what + System.lineSeparator() + "用法 / usage: ./shiji " + usage);
    }
}
