package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.access.Rows;
import cn.shiji.access.Sessions;
import cn.shiji.app.demo.DemoCounty;
import cn.shiji.app.tls.MachineAddresses;
import cn.shiji.app.tls.Tls;
import cn.shiji.app.tls.TlsFolder;
import cn.shiji.kernel.Caller;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** {@code ./shiji run}: the server, until it is stopped. */
record RunCommand(Class<?> program) implements Command {

    @Override
    public String usage() {
        return "run [--port 8080] [--data ./data] [--no-demo [--unit 名称]] [--address 地址]"
                + " [--tls [--tls-name 名称,…] [--tls-certificate FILE --tls-key FILE] [--plain-port 80]]";
    }

    @Override
    public String summary() {
        return "启动服务；首次启动时载入演示县 / start the server; its first start loads the demo county";
    }

    @Override
    public int run(List<String> arguments) {
        Options options = Options.of(
                arguments,
                usage(),
                Set.of("port", "data", "unit", "address", "tls-name", "tls-certificate", "tls-key", "plain-port"),
                Set.of("no-demo", "tls"));
        options.words(0, 0);
        boolean demo = !options.has("no-demo");
        if (demo && options.value("unit").isPresent()) {
            throw options.wrong("--unit 只与 --no-demo 同用 / --unit goes with --no-demo only");
        }
        if (!demo) {
            SiteSecrets.fault(System.getenv()).ifPresent(fault -> {
                throw new BadUsage(fault);
            });
        }
        Optional<Tls> tls = tls(options);
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.port", options.number("port", 8080, 0, 65535));
        settings.put("shiji.demo", demo);
        address(options, tls.isPresent()).ifPresent(address -> settings.put("server.address", address));
        PrintStream out = System.out;
        ConfigurableApplicationContext application = Application.server(
                program,
                options.data(),
                () -> {
                    tls.ifPresent(wanted -> settings.putAll(wanted.settings(options.data(), Clock.systemUTC())));
                    return settings;
                },
                words -> out.println("  " + words));
        if (!demo && application.getBean(Access.class).anyDemoAccounts()) {
            application.close();
            throw new BadUsage(
                    "这个数据目录里有演示账号，密码人人知道，不能当作正式安装启动；请换一个数据目录 / this data folder holds demo"
                            + " accounts, whose password everybody knows: it is not started as a real installation; take another folder");
        }
        int port = application instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : 0;
        String address = (tls.isPresent() ? "https://localhost:" : "http://127.0.0.1:") + port;
        out.println();
        out.println("  实绩已就绪 / Shiji is ready");
        out.println("  桌面 desk    " + address + "/desk/");
        out.println("  手机 pocket  " + address + "/pocket/");
        tls.ifPresent(spoken -> tell(out, spoken, options.data(), port));
        List<Caller> demoAccounts = application.getBean(Access.class).demoAccounts();
        if (!demoAccounts.isEmpty()) {
            Sessions sessions = application.getBean(Sessions.class);
            out.println("  演示账号，密码都是 / demo accounts, all with the password " + DemoCounty.PASSWORD + ":");
            demoAccounts.forEach(
                    account -> out.printf("    %-8s %s%n", sessions.username(account.account()), account.name()));
            if (tls.isPresent()) {
                out.println("  注意：能访问这台机器的人都能用演示账号登录 / mind: whoever reaches this machine can sign in so");
            }
        }
        if (!demo) {
            application
                    .getBean(Rows.class)
                    .everywhere(
                            "a first start founds the top unit",
                            () -> application
                                    .getBean(FirstAccount.class)
                                    .linkFor(options.value("unit").orElse("本单位")))
                    .ifPresent(link -> {
                        out.println("  系统管理员的一次性链接，用一次就作废 / the system administrator's link; it works once, until "
                                + link.until().truncatedTo(ChronoUnit.MINUTES) + ":");
                        out.println("    " + address + link.path());
                    });
        }
        out.println("  Ctrl-C 停止 / stops it");
        out.flush();
        return CommandLine.KEEP_RUNNING;
    }

    private static Optional<Tls> tls(Options options) {
        if (!options.has("tls")) {
            for (String name : List.of("tls-name", "tls-certificate", "tls-key", "plain-port")) {
                if (options.value(name).isPresent()) {
                    throw options.wrong("--" + name + " 只与 --tls 同用 / goes with --tls only");
                }
            }
            return Optional.empty();
        }
        @Nullable Path certificate = options.path("tls-certificate").orElse(null);
        @Nullable Path key = options.path("tls-key").orElse(null);
        if ((certificate == null) != (key == null)) {
            throw options.wrong("--tls-certificate 与 --tls-key 同用 / go together");
        }
        List<String> names = options.value("tls-name").stream()
                .flatMap(given -> List.of(given.split(",")).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        Integer plain = options.value("plain-port").isPresent() ? options.number("plain-port", 80, 0, 65535) : null;
        Tls tls = new Tls(certificate, key, names, plain);
        tls.fault().ifPresent(fault -> {
            throw options.wrong(fault);
        });
        return Optional.of(tls);
    }

    /**
     * Where the server listens: on this machine alone, with TLS on every address of it. Without TLS passwords would go in
     * clear over the network, so another address is taken only where a proxy is named that ends TLS.
     */
    private static Optional<String> address(Options options, boolean tls) {
        Optional<String> given = options.value("address");
        if (given.isPresent()
                && !tls
                && !MachineAddresses.isLoopback(given.get())
                && System.getenv().getOrDefault("SHIJI_TRUSTED_PROXIES", "").isBlank()) {
            throw options.wrong(
                    "没有 TLS 时只在本机监听：加上 --tls，或用 SHIJI_TRUSTED_PROXIES 指明负责 TLS 的代理 / without TLS it listens on this"
                            + " machine only: add --tls, or name the proxy that ends TLS in SHIJI_TRUSTED_PROXIES");
        }
        return given.isPresent() ? given : tls ? Optional.of("0.0.0.0") : Optional.empty();
    }

    private static void tell(PrintStream out, Tls tls, Path data, int port) {
        List<String> reachable = MachineAddresses.reachable();
        reachable.forEach(one -> out.println("  局域网 network https://" + one + ":" + port + "/pocket/"));
        if (tls.certificate() != null) {
            return;
        }
        TlsFolder folder = new TlsFolder(data, Clock.systemUTC());
        out.println("  自签证书 certificate of our own, until " + folder.until());
        out.println("  手机信任 to let a phone trust it: open https://"
                + (reachable.isEmpty() ? "localhost" : reachable.getFirst()) + ":" + port
                + "/authority.crt, compare the fingerprint, install it (docs/run/tls.md)");
        out.println("  指纹 SHA-256 fingerprint:");
        String print = TlsFolder.fingerprint(folder.authority());
        out.println("    " + print.substring(0, 47));
        out.println("    " + print.substring(48));
    }
}
