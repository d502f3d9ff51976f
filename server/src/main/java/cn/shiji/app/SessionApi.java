package cn.shiji.app;

import cn.shiji.access.Access;
import cn.shiji.access.Open;
import cn.shiji.access.Sessions;
import cn.shiji.access.SignedIn;
import cn.shiji.app.demo.DemoCounty;
import cn.shiji.directory.Directory;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is signed in. */
@RestController
class SessionApi {

    private final Sessions sessions;
    private final Access access;
    private final Directory directory;

    SessionApi(Sessions sessions, Access access, Directory directory) {
        this.sessions = sessions;
        this.access = access;
        this.directory = directory;
    }

    record SessionView(
            UUID account,
            String username,
            String name,
            List<Role> roles,
            UnitRef unit,
            UnitRef town,
            List<Right> may) {}

    record DemoAccountView(String username, String password, String name, List<Role> roles, UnitRef unit) {}

    @SignedIn
    @GetMapping("/api/session")
    SessionView session() {
        return view(access.caller());
    }

    /** Names and the one password of the demo; empty where no demo was loaded. */
    @Open
    @GetMapping("/api/session/demo-accounts")
    List<DemoAccountView> demoAccounts() {
        return access.demoAccounts().stream()
                .map(caller -> new DemoAccountView(
                        sessions.username(caller.account()),
                        DemoCounty.PASSWORD,
                        caller.name(),
                        caller.roles().stream().sorted().toList(),
                        directory.unit(caller.unit()).ref()))
                .toList();
    }

    private SessionView view(Caller caller) {
        return new SessionView(
                caller.account().value(),
                sessions.username(caller.account()),
                caller.name(),
                caller.roles().stream().sorted().toList(),
                directory.unit(caller.unit()).ref(),
                directory.townOf(caller.unit()).ref(),
                caller.rights().stream().sorted().toList());
    }
}
