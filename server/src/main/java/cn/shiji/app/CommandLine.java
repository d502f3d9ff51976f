package cn.shiji.app;

import cn.shiji.app.database.DatabaseRefused;
import cn.shiji.comparison.CompareBench;
import cn.shiji.comparison.PlanCompareCommand;
import cn.shiji.document.PlanParseCommand;
import cn.shiji.document.PlanReadBench;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line: the first word or two name the command, the rest are its arguments.
 *
 * <p>Exit status: 0 done, 2 bad input with one clear line on stderr, 1 our own fault.
 */
public final class CommandLine {

    /** The command started a server; the process lives on. */
    public static final int KEEP_RUNNING = -1;

    private static final int DONE = 0;
    private static final int OUR_FAULT = 1;
    private static final int BAD_INPUT = 2;

    private final Map<String, Command> commands = new LinkedHashMap<>();

    /** Knows every command; those that need the modules start them from {@code program}. */
    public CommandLine(Class<?> program) {
        commands.put("run", new RunCommand(program));
        commands.put("demo reset", new DemoResetCommand(program));
        commands.put("account link", new AccountLinkCommand(program));
        commands.put("report build", new ReportBuildCommand(program));
        commands.put(
                "plan parse",
                new PureCommand(
                        "plan parse FILE [--text] | --summary FILE…",
                        "读取计划文件，输出结构与数字（JSON）/ read a plan: its tree and figures as JSON",
                        PlanParseCommand::run));
        commands.put(
                "plan compare",
                new PureCommand(
                        "plan compare PLAN REPORT [--json | --text]",
                        "对照计划与总结：逐项说到、数字不同、没有说到 / hold a report against a plan, commitment by commitment",
                        PlanCompareCommand::run));
        commands.put(
                "bench plan-read",
                new PureCommand(
                        "bench plan-read [--json] [--files DIR]",
                        "测量读取文件的速度 / measure how fast documents are read",
                        PlanReadBench::run));
        commands.put(
                "bench compare",
                new PureCommand(
                        "bench compare [--json]",
                        "量一量：一万条计划对一万句总结 / measure a comparison of ten thousand statements with ten thousand",
                        CompareBench::run));
        commands.put("bench audit", new AuditBench(program));
        commands.put("audit verify", new AuditCommands.Verify(program));
        commands.put("audit export", new AuditCommands.Export(program));
        commands.put("bench row-security", new RowSecurityBench(program));
        commands.put("bench directory", new DirectoryBench(program));
        commands.put("pack check", new PackCommands.Check());
        commands.put("pack new", new PackCommands.New());
        commands.put("pack test", new PackCommands.Test(program));
        commands.put("keys show", new KeyCommands.Show(program));
        commands.put("keys rotate", new KeyCommands.Rotate(program));
    }

    /** Runs the named command and tells its exit status, or {@link #KEEP_RUNNING}. */
    public int run(String... arguments) {
        if (arguments.length == 0 || List.of("help", "--help", "-h").contains(arguments[0])) {
            help(System.out);
            return DONE;
        }
        int words = arguments.length > 1 && commands.containsKey(arguments[0] + " " + arguments[1]) ? 2 : 1;
        Command command = commands.get(String.join(" ", Arrays.asList(arguments).subList(0, words)));
        if (command == null) {
            System.err.println("没有这个命令 / no such command: " + String.join(" ", arguments) + " (./shiji help)");
            return BAD_INPUT;
        }
        try {
            return command.run(Arrays.asList(arguments).subList(words, arguments.length));
        } catch (BadUsage | DatabaseRefused refused) {
            System.err.println(refused.getMessage());
            return BAD_INPUT;
        } catch (Exception failure) {
            Optional<String> refusal = StartFailure.told(failure);
            if (refusal.isPresent()) {
                System.err.println(refusal.get());
                return BAD_INPUT;
            }
            failure.printStackTrace();
            return OUR_FAULT;
        }
    }

    private void help(PrintStream out) {
        for (Command command : commands.values()) {
            out.println("./shiji " + command.usage());
            out.println("    " + command.summary());
        }
    }
}
