package cn.shiji.app.rights;

import cn.shiji.access.Access;
import cn.shiji.access.Capacity;
import cn.shiji.access.SignedIn;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** In what the person at the keyboard may act, and changing it. */
@RestController
class CapacityApi {

    private final Access access;
    private final RightWords words;

    CapacityApi(Access access, RightWords words) {
        this.access = access;
        this.words = words;
    }

    record CapacityView(String tree, String treeWords, UnitRef unit, List<Role> roles, boolean now) {}

    record CapacityEntry(@Nullable String tree, @Nullable Long unit) {}

    /** All capacities of today, the one acted in now first. */
    @SignedIn
    @GetMapping("/api/session/capacities")
    List<CapacityView> capacities(Locale language) {
        List<Capacity> held = access.capacities(access.caller());
        Map<UnitId, UnitRef> units =
                words.units(held.stream().map(Capacity::unit).toList());
        return held.stream()
                .map(one -> new CapacityView(
                        one.tree(),
                        words.tree(language, one.tree()),
                        Objects.requireNonNull(units.get(one.unit())),
                        one.roles().stream().sorted().toList(),
                        one.now()))
                .toList();
    }

    /** Acts in another capacity from the next request on. */
    @SignedIn
    @PostMapping("/api/session/capacity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void actIn(@RequestBody CapacityEntry entry) {
        access.actIn(
                access.caller(),
                Objects.requireNonNullElse(entry.tree(), "admin"),
                new UnitId(Objects.requireNonNullElse(entry.unit(), 0L)));
    }
}
