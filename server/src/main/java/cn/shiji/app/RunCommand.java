package cn.shiji.app;

import java.util.List;
import org.springframework.boot.SpringApplication;

/** {@code ./shiji run}: the server, until it is stopped. */
record RunCommand(Class<?> application) implements Command {

    @Override
    public String usage() {
        return "run [--port 8080] [--data ./data] [--no-demo]";
    }

    @Override
    public String summary() {
        return "启动服务 / start the server";
    }

    @Override
    public int run(List<String> arguments) {
        SpringApplication.run(application, arguments.toArray(String[]::new));
        return CommandLine.KEEP_RUNNING;
    }
}
