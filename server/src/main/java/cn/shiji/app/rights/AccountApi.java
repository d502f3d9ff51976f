package cn.shiji.app.rights;

import cn.shiji.access.Access;
import cn.shiji.access.AccountBook;
import cn.shiji.access.AccountQuery;
import cn.shiji.access.Approvals;
import cn.shiji.access.At;
import cn.shiji.access.Duty;
import cn.shiji.access.Grant;
import cn.shiji.access.Grants;
import cn.shiji.access.KeptAccount;
import cn.shiji.access.Needs;
import cn.shiji.access.OneTimeLink;
import cn.shiji.access.OpenAccount;
import cn.shiji.directory.Directory;
import cn.shiji.directory.Person;
import cn.shiji.directory.UnitRef;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Page;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import cn.shiji.kernel.UnitId;
import cn.shiji.kernel.Uuid7;
import cn.shiji.print.PrintedBook;
import cn.shiji.print.PrintedBook.Column;
import cn.shiji.print.PrintedBook.Look;
import cn.shiji.print.PrintedSheet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Accounts: the list, one account, and what the system administrator does with it. */
@RestController
class AccountApi {

    private static final int MOST_ON_A_PAGE = 200;
    private static final int MOST_EXPORTED = 20_000;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final AccountBook accounts;
    private final Grants grants;
    private final Approvals approvals;
    private final Access access;
    private final Directory directory;
    private final RightWords words;
    private final Clock clock;

    AccountApi(
            AccountBook accounts,
            Grants grants,
            Approvals approvals,
            Access access,
            Directory directory,
            RightWords words,
            Clock clock) {
        this.accounts = accounts;
        this.grants = grants;
        this.approvals = approvals;
        this.access = access;
        this.directory = directory;
        this.words = words;
        this.clock = clock;
    }

    record HeldRole(
            Role role, String tree, UnitRef unit, @Nullable LocalDate until, boolean byPost) {}

    /** An account in the list; {@code state} is open, fresh (nobody has entered yet) or closed. */
    record AccountRow(
            UUID id,
            String username,
            String name,
            UnitRef unit,
            Duty duty,
            String state,
            Instant openedAt,
            List<HeldRole> held) {}

    record GrantView(
            UUID id,
            Role role,
            String tree,
            UnitRef unit,
            LocalDate since,
            @Nullable LocalDate until,
            boolean byPost,
            String giver,
            Instant givenAt,
            @Nullable Instant endedAt,
            @Nullable String ender,
            boolean over) {}

    record AccountPerson(UUID id, String name, String title, UnitRef unit) {}

    /** One account; {@code linkUntil} is when the link that was made for it ends, absent where none may be used. */
    record AccountView(
            UUID id,
            String username,
            String name,
            UnitRef unit,
            Duty duty,
            String state,
            Instant openedAt,
            @Nullable Instant closedAt,
            @Nullable Instant linkUntil,
            @Nullable AccountPerson person,
            List<String> says,
            List<GrantView> grants,
            List<PendingView> pending,
            boolean mayKeep,
            boolean mayLink,
            boolean mayGive) {}

    record AccountEntry(
            @Nullable UUID id,
            @Nullable String username,
            @Nullable String name,
            @Nullable Long unit,
            @Nullable Duty duty,
            @Nullable UUID person) {}

    record AccountChange(
            @Nullable String name,
            @Nullable Long unit,
            @Nullable UUID person) {}

    record AccountReason(@Nullable String reason) {}

    record LinkMade(String path, Instant until) {}

    /** What became of it: it is done, or waits for a second person under {@code pending}. */
    record AccountOutcome(
            UUID account, @Nullable UUID pending, @Nullable LinkMade link) {}

    /** The accounts of the units the caller reaches. */
    @Needs(
            value = {Right.ACCOUNT_KEEP, Right.GRANT_GIVE, Right.AUDIT_READ},
            at = At.COLLECTION)
    @GetMapping("/api/accounts")
    Page<AccountRow> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable Duty duty,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "20") int size) {
        AccountQuery query = new AccountQuery(q, unit == null ? null : new UnitId(unit), duty, role, state, sort);
        Page<KeptAccount> found =
                accounts.list(access.caller(), query, Math.max(page, 1), Math.clamp(size, 1, MOST_ON_A_PAGE));
        return new Page<>(rows(found.items()), found.page(), found.size(), found.total());
    }

    /** The same list as a workbook. */
    @Needs(
            value = {Right.ACCOUNT_KEEP, Right.GRANT_GIVE, Right.AUDIT_READ},
            at = At.COLLECTION)
    @GetMapping("/api/accounts/export")
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable Duty duty,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sort,
            Locale language) {
        Caller caller = access.caller();
        AccountQuery query = new AccountQuery(q, unit == null ? null : new UnitId(unit), duty, role, state, sort);
        List<AccountRow> rows =
                rows(accounts.list(caller, query, 1, MOST_EXPORTED).items());
        String title = words.tell(language, "access.sheet.title");
        LocalDate today = LocalDate.now(clock);
        try (PrintedBook book = new PrintedBook()) {
            PrintedSheet sheet = book.sheet(
                    title,
                    title,
                    words.tell(
                            language,
                            "access.sheet.note",
                            directory.unit(caller.unit()).name(),
                            today.toString()),
                    List.of(
                            column(language, "name", 14),
                            column(language, "username", 18),
                            column(language, "unit", 20),
                            column(language, "duty", 12),
                            column(language, "held", 52),
                            column(language, "state", 12),
                            column(language, "opened", 12)));
            for (AccountRow row : rows) {
                sheet.row();
                sheet.text(0, Look.TEXT, row.name());
                sheet.text(1, Look.TEXT, row.username());
                sheet.text(2, Look.TEXT, row.unit().name());
                sheet.text(
                        3,
                        Look.CENTRED,
                        words.tell(language, "access.duty." + row.duty().word()));
                sheet.text(
                        4,
                        Look.TEXT,
                        row.held().stream().map(held -> told(language, held)).collect(Collectors.joining("\n")));
                sheet.text(5, Look.CENTRED, words.tell(language, "access.state." + row.state()));
                sheet.text(
                        6,
                        Look.CENTRED,
                        LocalDate.ofInstant(row.openedAt(), ZONE).toString());
            }
            sheet.end(1);
            access.audit(caller, "account.export", "account", "", String.valueOf(rows.size()));
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(title + " " + today + ".xlsx", StandardCharsets.UTF_8)
                                    .build()
                                    .toString())
                    .body(book.content());
        }
    }

    private Column column(Locale language, String name, int width) {
        return new Column(words.tell(language, "access.sheet." + name), width);
    }

    private String told(Locale language, HeldRole held) {
        String until = held.until() == null ? "" : " → " + held.until();
        String tree = held.tree().equals("admin") ? "" : " (" + words.tree(language, held.tree()) + ")";
        return held.unit().name() + tree + " · " + words.role(language, held.role()) + until;
    }

    /** The administrations nobody was appointed to yet. */
    @Needs(value = Right.ACCOUNT_KEEP, at = At.NOWHERE)
    @GetMapping("/api/accounts/unappointed")
    List<Duty> unappointed() {
        return accounts.unappointed();
    }

    /** One account with all it ever held, in words and as a table. */
    @Needs(
            value = {Right.ACCOUNT_KEEP, Right.GRANT_GIVE, Right.AUDIT_READ},
            at = At.WITHIN)
    @GetMapping("/api/accounts/{account}")
    AccountView account(@PathVariable UUID account, Locale language) {
        Caller caller = access.caller();
        return view(caller, accounts.account(caller, new AccountId(account)), language);
    }

    /** Opens an account; asked again with the same id it makes a new link and nothing else. */
    @Needs(value = Right.ACCOUNT_KEEP, at = At.WITHIN)
    @PostMapping("/api/accounts")
    AccountOutcome open(@RequestBody AccountEntry entry) {
        OpenAccount wanted = new OpenAccount(
                Objects.requireNonNullElseGet(entry.id(), () -> Uuid7.next(clock)),
                text(entry.username()).toLowerCase(Locale.ROOT),
                text(entry.name()),
                entry.unit() == null ? 0 : entry.unit(),
                Objects.requireNonNullElse(entry.duty(), Duty.BUSINESS),
                entry.person());
        Caller caller = access.caller();
        personName(caller, wanted.person());
        return outcome(wanted.id(), accounts.open(caller, wanted, unitName(wanted.unit())));
    }

    /** Changes how the account is called, where it belongs and who it is. */
    @Needs(value = Right.ACCOUNT_KEEP, at = At.WITHIN)
    @PutMapping("/api/accounts/{account}")
    AccountView change(@PathVariable UUID account, @RequestBody AccountChange entry, Locale language) {
        Caller caller = access.caller();
        KeptAccount before = accounts.account(caller, new AccountId(account));
        UnitId unit = entry.unit() == null ? before.unit() : new UnitId(entry.unit());
        accounts.change(
                caller, before.id(), text(entry.name()), unit, entry.person(), personName(caller, entry.person()));
        return view(caller, accounts.account(caller, before.id()), language);
    }

    /** Makes a new one-time link. */
    @Needs(value = Right.ACCOUNT_KEEP, at = At.WITHIN)
    @PostMapping("/api/accounts/{account}/link")
    LinkMade link(@PathVariable UUID account) {
        return link(accounts.link(access.caller(), new AccountId(account)));
    }

    /** Closes an account. */
    @Needs(value = Right.ACCOUNT_KEEP, at = At.WITHIN)
    @PostMapping("/api/accounts/{account}/close")
    AccountOutcome close(@PathVariable UUID account, @RequestBody AccountReason entry) {
        return outcome(account, accounts.close(access.caller(), new AccountId(account), text(entry.reason())));
    }

    /** Opens an account again that was closed. */
    @Needs(value = Right.ACCOUNT_KEEP, at = At.WITHIN)
    @PostMapping("/api/accounts/{account}/reopen")
    AccountOutcome reopen(@PathVariable UUID account, @RequestBody AccountReason entry) {
        return outcome(account, accounts.reopen(access.caller(), new AccountId(account), text(entry.reason())));
    }

    /** The name of a person who belongs to a unit the caller reaches. */
    private String personName(Caller caller, @Nullable UUID id) {
        if (id == null) {
            return "";
        }
        Person person = directory.people(List.of(id)).get(id);
        if (person == null) {
            throw Problem.faulty("access.faulty-account", List.of(Problem.Fault.of("person", "access.person-missing")));
        }
        directory.unit(caller, person.unit());
        return person.name();
    }

    private String unitName(long unit) {
        return unit <= 0
                ? ""
                : Objects.requireNonNull(words.units(List.of(new UnitId(unit))).get(new UnitId(unit)))
                        .name();
    }

    private static AccountOutcome outcome(UUID account, AccountBook.Outcome outcome) {
        OneTimeLink link = outcome.link();
        return new AccountOutcome(account, outcome.pending(), link == null ? null : link(link));
    }

    private static LinkMade link(OneTimeLink link) {
        return new LinkMade(link.path(), link.until());
    }

    private static String text(@Nullable String given) {
        return Objects.requireNonNullElse(given, "").strip();
    }

    private List<AccountRow> rows(List<KeptAccount> found) {
        List<UnitId> ids = new ArrayList<>();
        found.forEach(one -> {
            ids.add(one.unit());
            one.held().forEach(held -> ids.add(held.unit()));
        });
        Map<UnitId, UnitRef> units = words.units(ids);
        return found.stream()
                .map(one -> new AccountRow(
                        one.id().value(),
                        one.username(),
                        one.name(),
                        Objects.requireNonNull(units.get(one.unit())),
                        one.duty(),
                        state(one),
                        one.openedAt(),
                        one.held().stream()
                                .map(held -> new HeldRole(
                                        held.role(),
                                        held.tree(),
                                        Objects.requireNonNull(units.get(held.unit())),
                                        held.until(),
                                        held.byPost()))
                                .toList()))
                .toList();
    }

    private static String state(KeptAccount account) {
        return account.closedAt() != null ? "closed" : account.entered() ? "open" : "fresh";
    }

    private AccountView view(Caller caller, KeptAccount account, Locale language) {
        List<Grant> given = grants.of(account.id());
        List<UnitId> ids = new ArrayList<>(given.stream().map(Grant::unit).toList());
        ids.add(account.unit());
        Optional<Person> person = Optional.ofNullable(account.person())
                .map(id -> directory.people(List.of(id)).get(id));
        person.ifPresent(one -> ids.add(one.unit()));
        Map<UnitId, UnitRef> units = words.units(ids);
        LocalDate today = LocalDate.now(clock);
        boolean own = account.id().equals(caller.account());
        boolean keeps = caller.may(Right.ACCOUNT_KEEP) && !own;
        return new AccountView(
                account.id().value(),
                account.username(),
                account.name(),
                Objects.requireNonNull(units.get(account.unit())),
                account.duty(),
                state(account),
                account.openedAt(),
                account.closedAt(),
                accounts.linkUntil(account.id()).orElse(null),
                person.map(one -> new AccountPerson(
                                one.id(), one.name(), one.title(), Objects.requireNonNull(units.get(one.unit()))))
                        .orElse(null),
                words.sentences(
                        language,
                        account.name(),
                        account.held().stream()
                                .map(held -> new RightWords.Held(
                                        held.role(), held.tree(), held.unit(), held.until(), held.byPost()))
                                .toList()),
                given.stream()
                        .map(grant -> new GrantView(
                                grant.id(),
                                grant.role(),
                                grant.tree(),
                                Objects.requireNonNull(units.get(grant.unit())),
                                grant.since(),
                                grant.until(),
                                grant.byPost(),
                                grant.giver(),
                                grant.givenAt(),
                                grant.endedAt(),
                                grant.ender(),
                                grant.isOver(today)))
                        .toList(),
                approvals.about("account", account.id().toString()).stream()
                        .map(pending -> PendingView.of(pending, approvals.mayDecide(caller, pending), caller, language))
                        .toList(),
                keeps,
                keeps
                        && account.closedAt() == null
                        && (!account.entered() || account.duty() == Duty.BUSINESS || account.duty() == Duty.SYSTEM),
                caller.may(Right.GRANT_GIVE) && !own && account.closedAt() == null);
    }
}
