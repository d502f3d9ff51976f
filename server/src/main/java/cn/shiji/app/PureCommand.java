package cn.shiji.app;

import java.io.PrintStream;
import java.util.List;

/** A command that a module runs by itself, without server or database. */
record PureCommand(String usage, String summary, Program program) implements Command {

    /** What the module offers: arguments, where to print, where to complain; answers the exit status. */
    interface Program {

        int run(String[] arguments, PrintStream out, PrintStream err) throws Exception;
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        return program.run(arguments.toArray(String[]::new), System.out, System.err);
    }
}
