package cn.shiji;

import cn.shiji.app.CommandLine;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. It stands in the root package because every module of the server lies below it. */
@SpringBootApplication
public class Shiji {

    /** Runs the command named by the first argument; see {@link CommandLine} for the exit status. */
    public static void main(String[] arguments) {
        int status = new CommandLine(Shiji.class).run(arguments);
        if (status != CommandLine.KEEP_RUNNING) {
            System.exit(status);
        }
    }
}
