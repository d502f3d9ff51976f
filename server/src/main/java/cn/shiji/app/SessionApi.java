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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out, and who is signed in. */
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

    record SignInEntry(String username, String password) {}

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

    @Open
    @PostMapping("/api/session")
    SessionView begin(@RequestBody SignInEntry entry, HttpServletRequest request, HttpServletResponse response) {
        // JSON may leave out what it must not; nobody has an empty name.
        return view(sessions.begin(
                Objects.requireNonNullElse(entry.username(), "").trim(),
                Objects.requireNonNullElse(entry.password(), ""),
                request,
                response));
    }

    @Open
    @DeleteMapping("/api/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(HttpServletRequest request) {
        sessions.end(request);
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
