package cn.shiji.app;

import cn.shiji.access.OneTimeLink;
import cn.shiji.access.OneTimeLinks;
import cn.shiji.kernel.Problem;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code ./shiji account link}: a one-time link for an account whose owner cannot enter any more. Made by whoever works at
 * the machine, for the security administrator and the auditor, whom the system administrator must not become.
 */
record AccountLinkCommand(Class<?> program) implements Command {

    @Override
    public String usage() {
        return "account link NAME [--data ./data]";
    }

    @Override
    public String summary() {
        return "为账号生成一次性链接，供本人重设密码 / a one-time link for an account, to set its password anew";
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        Options options = Options.of(arguments, usage(), Set.of("data"), Set.of());
        String name = options.words(1, 1).getFirst();
        if (!Application.hasDatabase(options.data())) {
            throw options.wrong("这里没有数据 / there is no data here: " + options.data());
        }
        return Application.command(program, options.data(), application -> {
            try {
                OneTimeLink link = application.getBean(OneTimeLinks.class).onTheMachine(name, "服务器 / the machine");
                System.out.println(link.path());
                System.err.println("在服务器的地址后面打开，用一次就作废 / open it behind the server's address; it works once, until "
                        + link.until().truncatedTo(ChronoUnit.MINUTES));
            } catch (Problem problem) {
                throw new BadUsage(application.getBean(Words.class).tell(problem, Locale.CHINESE));
            }
            return 0;
        });
    }
}
