package cn.shiji.document;

import java.io.PrintStream;

/** {@code plan parse FILE [--text]}: reads a document and prints its tree as JSON, or its plain text. */
public final class PlanParseCommand {

    private PlanParseCommand() {}

    /**
     * Runs the command.
     *
     * @param args what stands after {@code plan parse}
     * @return the exit status: 0 done, 2 bad input (one line on {@code err}), 1 our own fault
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return 1;
    }
}
