package cn.shiji.app.rights;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.AuditEntry;
import cn.shiji.access.Duty;
import cn.shiji.access.GiveRole;
import cn.shiji.access.Grants;
import cn.shiji.access.Holding;
import cn.shiji.access.HoldingQuery;
import cn.shiji.access.Needs;
import cn.shiji.access.SignedIn;
import cn.shiji.directory.Directory;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who can do what where: roles and their rights, who holds them, and giving and taking them. */
@RestController
class GrantApi {

    private static final int MOST_ON_A_PAGE = 200;
    private static final int MOST_EXPORTED = 20_000;

    private final Grants grants;
    private final Access access;
    private final Directory directory;
    private final RightWords words;
    private final HoldersSheet sheet;
    private final Clock clock;

    GrantApi(Grants grants, Access access, Directory directory, RightWords words, HoldersSheet sheet, Clock clock) {
        this.grants = grants;
        this.access = access;
        this.directory = directory;
        this.words = words;
        this.sheet = sheet;
        this.clock = clock;
    }

    record RightView(Right right, String words) {}

    record RoleView(Role role, String words, Duty duty, List<Right> rights) {}

    /** Every right and every role in words, and which role gives which right. */
    record RightsView(List<RightView> rights, List<RoleView> roles) {}

    record HoldingView(
            UUID grant,
            UUID account,
            String username,
            String name,
            UnitRef home,
            Role role,
            String tree,
            UnitRef unit,
            LocalDate since,
            @Nullable LocalDate until,
            boolean byPost,
            String giver,
            String says) {}

    record GrantEntry(
            @Nullable UUID account,
            @Nullable Role role,
            @Nullable String tree,
            @Nullable Long unit,
            @Nullable LocalDate until) {}

    record GrantEnd(@Nullable String reason) {}

    /** It is done, or waits for a second person under {@code pending}. */
    record AskedView(@Nullable UUID pending) {}

    /** The roles and rights there are. */
    @SignedIn
    @GetMapping("/api/rights")
    RightsView rights(Locale language) {
        return new RightsView(
                Arrays.stream(Right.values())
                        .map(right -> new RightView(right, words.right(language, right)))
                        .toList(),
                Arrays.stream(Role.values())
                        .map(role -> new RoleView(
                                role,
                                words.role(language, role),
                                Duty.of(role),
                                Grants.rightsOf(role).stream().sorted().toList()))
                        .toList());
    }

    /** Who holds what today: of one account, of a unit also from above it, of a right, of a role. */
    @Needs(
            value = {Right.ACCOUNT_KEEP, Right.GRANT_GIVE, Right.AUDIT_READ},
            at = At.COLLECTION)
    @GetMapping("/api/grants")
    Page<HoldingView> list(
            @RequestParam(required = false) @Nullable UUID account,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(defaultValue = "false") boolean below,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(required = false) @Nullable String right,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "50") int size,
            Locale language) {
        Page<Holding> found = grants.search(
                access.caller(),
                query(account, unit, below, role, right, q),
                Math.max(page, 1),
                Math.clamp(size, 1, MOST_ON_A_PAGE));
        Map<UnitId, UnitRef> units = units(found.items());
        return new Page<>(
                found.items().stream().map(one -> view(one, units, language)).toList(),
                found.page(),
                found.size(),
                found.total());
    }

    /** The same list as a workbook. */
    @Needs(
            value = {Right.ACCOUNT_KEEP, Right.GRANT_GIVE, Right.AUDIT_READ},
            at = At.COLLECTION)
    @GetMapping("/api/grants/export")
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @Nullable UUID account,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(defaultValue = "false") boolean below,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(required = false) @Nullable String right,
            @RequestParam(required = false) @Nullable String q,
            Locale language) {
        Caller caller = access.caller();
        HoldingQuery query = query(account, unit, below, role, right, q);
        Page<Holding> found = grants.search(caller, query, 1, MOST_EXPORTED);
        if (found.total() > MOST_EXPORTED) {
            throw Problem.tooLarge("access.too-many-rows", MOST_EXPORTED);
        }
        LocalDate today = LocalDate.now(clock);
        UnitId asked = query.unit() == null ? caller.unit() : query.unit();
        byte[] book = sheet.of(
                found.items(),
                units(found.items()),
                query,
                directory.unit(asked).name(),
                today,
                language);
        AuditEntry entry =
                AuditEntry.of(caller, "grant.export", "grant", "", "").with("rows", found.total());
        access.audit(
                query.unit() == null ? entry : entry.with("unit", query.unit().value()));
        return ResponseEntity.ok()
                .contentType(
                        MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(sheet.title(language) + " " + today + ".xlsx", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(book);
    }

    private static HoldingQuery query(
            @Nullable UUID account,
            @Nullable Long unit,
            boolean below,
            @Nullable Role role,
            @Nullable String right,
            @Nullable String q) {
        return new HoldingQuery(
                account == null ? null : new AccountId(account),
                unit == null ? null : new UnitId(unit),
                below,
                role,
                right == null || right.isBlank() ? null : rightOf(right),
                q);
    }

    private Map<UnitId, UnitRef> units(List<Holding> holdings) {
        List<UnitId> ids = new ArrayList<>();
        holdings.forEach(one -> {
            ids.add(one.home());
            ids.add(one.grant().unit());
        });
        return words.units(ids);
    }

    private HoldingView view(Holding one, Map<UnitId, UnitRef> units, Locale language) {
        return new HoldingView(
                one.grant().id(),
                one.account().value(),
                one.username(),
                one.name(),
                Objects.requireNonNull(units.get(one.home())),
                one.grant().role(),
                one.grant().tree(),
                Objects.requireNonNull(units.get(one.grant().unit())),
                one.grant().since(),
                one.grant().until(),
                one.grant().byPost(),
                one.grant().giver(),
                words.sentences(
                                language,
                                one.name(),
                                List.of(new RightWords.Held(
                                        one.grant().role(),
                                        one.grant().tree(),
                                        one.grant().unit(),
                                        one.grant().until(),
                                        one.grant().byPost())))
                        .getFirst());
    }

    /** Gives a role, or sets its last day anew. */
    @Needs(value = Right.GRANT_GIVE, at = At.WITHIN)
    @PostMapping("/api/grants")
    AskedView give(@RequestBody GrantEntry entry, Locale language) {
        List<Problem.Fault> faults = new ArrayList<>();
        if (entry.account() == null) {
            faults.add(Problem.Fault.of("account", "access.must-choose"));
        }
        if (entry.role() == null) {
            faults.add(Problem.Fault.of("role", "access.must-choose"));
        }
        if (entry.unit() == null) {
            faults.add(Problem.Fault.of("unit", "access.must-choose"));
        }
        if (entry.account() == null || entry.role() == null || entry.unit() == null) {
            throw Problem.faulty("access.faulty-grant", faults);
        }
        UnitId unit = new UnitId(entry.unit());
        GiveRole wanted = new GiveRole(
                entry.account(),
                entry.role(),
                Objects.requireNonNullElse(entry.tree(), "admin"),
                unit.value(),
                entry.until());
        String place = wanted.tree().equals("admin")
                ? name(unit)
                : name(unit) + "（" + words.tree(language, wanted.tree()) + "）";
        return new AskedView(grants.give(access.caller(), wanted, place).orElse(null));
    }

    /** Takes a role away at once. */
    @Needs(value = Right.GRANT_GIVE, at = At.WITHIN)
    @PostMapping("/api/grants/{grant}/take")
    AskedView take(@PathVariable UUID grant, @RequestBody GrantEnd entry) {
        UnitId unit = grants.unitOf(access.caller(), grant);
        return new AskedView(grants.take(
                        access.caller(),
                        grant,
                        Objects.requireNonNullElse(entry.reason(), "").strip(),
                        name(unit))
                .orElse(null));
    }

    private String name(UnitId unit) {
        return Objects.requireNonNull(words.units(List.of(unit)).get(unit)).name();
    }

    private static Right rightOf(String word) {
        return Arrays.stream(Right.values())
                .filter(right -> right.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.bad("problem.parameter", "right", word));
    }
}
