package cn.shiji.app.rights;

import cn.shiji.access.OneTimeLinks;
import cn.shiji.access.Open;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a one-time link opens. Its secret comes in the body, so that it stands in no log of addresses. */
@RestController
class WelcomeApi {

    private final OneTimeLinks links;

    WelcomeApi(OneTimeLinks links) {
        this.links = links;
    }

    record LookEntry(@Nullable String secret) {}

    record UseEntry(
            @Nullable String secret,
            @Nullable String username,
            @Nullable String name,
            @Nullable String password) {}

    record EnteredView(String username) {}

    /** What the link opens, without using it. */
    @Open
    @PostMapping("/api/welcome/look")
    OneTimeLinks.Welcome look(@RequestBody LookEntry entry) {
        return links.look(text(entry.secret()));
    }

    /** Sets the password, and with the first link the names; the link is worth nothing from then on. */
    @Open
    @PostMapping("/api/welcome")
    EnteredView use(@RequestBody UseEntry entry) {
        String username =
                entry.username() == null ? null : entry.username().strip().toLowerCase(Locale.ROOT);
        return new EnteredView(links.use(
                new OneTimeLinks.Entry(text(entry.secret()), username, entry.name(), text(entry.password()))));
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
