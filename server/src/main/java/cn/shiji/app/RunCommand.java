package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.access.Sessions;
import cn.shiji.app.demo.DemoCounty;
import cn.shiji.kernel.Caller;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code ./shiji run}: the server, until it is stopped. */
record RunCommand(Class<?> program) implements Command {

    @Override
    public String usage() {
        return "run [--port 8080] [--data ./data] [--no-demo [--unit 名称]]";
    }

    @Override
    public String summary() {
        return "启动服务；首次启动时载入演示县 / start the server; its first start loads the demo county";
    }

    @Override
    public int run(List<String> arguments) {
        Options options = Options.of(arguments, usage(), Set.of("port", "data", "unit"), Set.of("no-demo"));
        options.words(0, 0);
        boolean demo = !options.has("no-demo");
        if (demo && options.value("unit").isPresent()) {
            throw options.wrong("--unit 只与 --no-demo 同用 / --unit goes with --no-demo only");
        }
        PrintStream out = System.out;
        ConfigurableApplicationContext application = Application.server(
                program,
                options.data(),
                Map.of("server.port", options.number("port", 8080, 0, 65535), "shiji.demo", demo),
                words -> out.println("  " + words));
        int port = application instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : 0;
        String address = "http://127.0.0.1:" + port;
        out.println();
        out.println("  实绩已就绪 / Shiji is ready");
        out.println("  桌面 desk    " + address + "/desk/");
        out.println("  手机 pocket  " + address + "/pocket/");
        List<Caller> demoAccounts = application.getBean(Access.class).demoAccounts();
        if (!demoAccounts.isEmpty()) {
            Sessions sessions = application.getBean(Sessions.class);
            out.println("  演示账号，密码都是 / demo accounts, all with the password " + DemoCounty.PASSWORD + ":");
            demoAccounts.forEach(
                    account -> out.printf("    %-8s %s%n", sessions.username(account.account()), account.name()));
        }
        if (!demo) {
            application
                    .getBean(FirstAccount.class)
                    .openFor(options.value("unit").orElse("本单位"))
                    .ifPresent(password -> {
                        out.println("  首个账号，密码只显示这一次 / the first account; its password is told only now:");
                        out.printf("    %-8s %s%n", FirstAccount.USERNAME, password);
                    });
        }
        out.println("  Ctrl-C 停止 / stops it");
        out.flush();
        return CommandLine.KEEP_RUNNING;
    }
}
