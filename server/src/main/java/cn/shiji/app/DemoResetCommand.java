package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.app.demo.DemoCounty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code ./shiji demo reset}: drops the demo in a data folder and loads it anew. Nothing but a demo is ever dropped. */
record DemoResetCommand(Class<?> program) implements Command {

    @Override
    public String usage() {
        return "demo reset [--data ./data]";
    }

    @Override
    public String summary() {
        return "清除演示县并重新载入 / drop the demo county and load it anew";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        Options options = Options.of(arguments, usage(), Set.of("data"), Set.of());
        options.words(0, 0);
        Path data = options.data();
        if (!Application.hasDatabase(data)) {
            throw new BadUsage("这里没有演示县 / there is no demo county here: " + data);
        }
        Application.commandAlone(program, data, application -> {
            if (!application.getBean(Access.class).onlyDemoAccounts()) {
                throw new BadUsage("数据目录 " + data + " 里的不是演示县，什么也没有动 / what this data folder holds is not the"
                        + " demo; nothing was touched");
            }
            return 0;
        });
        Application.clear(data);
        deleteFiles(data.resolve("evidence"));
        // The anchor of a chain that is gone would keep the new one from being sealed.
        deleteFiles(data.resolve("audit"));
        return Application.commandAlone(program, data, application -> {
            application.getBean(DemoCounty.class).loadTelling(System.out::println);
            System.out.println("  演示县已重新载入 / the demo county is loaded anew");
            return 0;
        });
    }

    private static void deleteFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
