package cn.shiji.app;

import java.util.List;

/** One verb of the command line. */
interface Command {

    /** The words that call it and its arguments, as shown by {@code ./shiji help}. */
    String usage();

    /** What it does, in one line of Chinese and English. */
    String summary();

    /**
     * Runs it.
     *
     * @param arguments what followed the verb
     * @return the exit status: 0 done, 1 our own fault, 2 bad input, {@link CommandLine#KEEP_RUNNING} for a server
     * @throws BadUsage when the arguments cannot be understood
     * @throws Exception any other failure is our own fault
     */
    int run(List<String> arguments) throws Exception;
}
