package cn.shiji;

import cn.shiji.app.CommandLine;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * The program. It stands in the root package because every module of the server lies below it.
 *
 * <p>Beans bear their full names, so that each module may name its classes as it likes.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Shiji {

    /** Runs the command named by the first argument; see {@link CommandLine} for the exit status. */
    public static void main(String[] arguments) {
        int status = new CommandLine(Shiji.class).run(arguments);
        if (status != CommandLine.KEEP_RUNNING) {
            System.exit(status);
        }
    }
}
