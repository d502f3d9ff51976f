package cn.shiji.app;

import cn.shiji.access.Vault;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code ./shiji keys show} and {@code keys rotate}. */
final class KeyCommands {

    private KeyCommands() {}

    /** Tells the keys by their numbers and fingerprints. */
    record Show(Class<?> program) implements Command {

        @Override
        public String usage() {
            return "keys show [--data ./data]";
        }

        @Override
        public String summary() {
            return "列出加密密钥的编号与指纹 / list the keys by number and fingerprint";
        }

        @Override
        public int run(List<String> arguments) throws Exception {
            Options options = Options.of(arguments, usage(), Set.of("data"), Set.of());
            options.words(0, 0);
            return Application.command(program, existing(options), application -> {
                tell(application.getBean(Vault.class), System.out);
                return 0;
            });
        }
    }

    /** Makes new keys and renews what the old ones sealed; people go on working. */
    record Rotate(Class<?> program) implements Command {

        @Override
        public String usage() {
            return "keys rotate [--blind-too] [--data ./data]";
        }

        @Override
        public String summary() {
            return "更换加密密钥，并把旧数据重新加密；加 --blind-too 连查找索引的密钥一起换"
                    + " / new keys, and everything old sealed anew; --blind-too for the keys of the blind index as well";
        }

        @Override
        public int run(List<String> arguments) throws Exception {
            Options options = Options.of(arguments, usage(), Set.of("data"), Set.of("blind-too"));
            options.words(0, 0);
            return Application.command(program, existing(options), application -> {
                Vault vault = application.getBean(Vault.class);
                vault.rotate("keys rotate", options.has("blind-too"));
                vault.renewAll((done, total) -> System.out.printf("  已重新加密 / sealed anew: %d / %d%n", done, total));
                tell(vault, System.out);
                return 0;
            });
        }
    }

    private static Path existing(Options options) {
        Path data = options.data();
        if (!Application.hasDatabase(data)) {
            throw options.wrong("这里没有数据 / there is no data here: " + data);
        }
        return data;
    }

    private static void tell(Vault vault, PrintStream out) {
        out.printf("  %4s  %-5s  %-12s  %-16s  %s%n", "no", "use", "algorithm", "fingerprint", "made");
        vault.keys()
                .forEach(key -> out.printf(
                        "  %4d  %-5s  %-12s  %-16s  %s%s%n",
                        key.id(),
                        key.use(),
                        key.algorithm(),
                        key.fingerprint(),
                        key.made(),
                        key.retired() == null ? "" : "  停用 / retired " + key.retired()));
        out.println("  待重新加密 / still to be sealed anew: " + vault.behind());
    }
}
