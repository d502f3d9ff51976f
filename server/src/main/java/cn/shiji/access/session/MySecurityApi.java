package cn.shiji.access.session;

import cn.shiji.access.Access;
import cn.shiji.access.SignedIn;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a person sees of and changes on the own account: password, second factor, sessions, identity provider. */
@RestController
class MySecurityApi {

    private final SignIn signIn;
    private final Credentials credentials;
    private final Passwords passwords;
    private final SecondFactors factors;
    private final KeptSessions sessions;
    private final Provider provider;
    private final Identities identities;
    private final WrongTries tries;
    private final SignInRules rules;
    private final SignInTrail trail;
    private final Access access;
    private final Clock clock;

    MySecurityApi(
            SignIn signIn,
            Credentials credentials,
            Passwords passwords,
            SecondFactors factors,
            KeptSessions sessions,
            Provider provider,
            Identities identities,
            WrongTries tries,
            SignInRules rules,
            SignInTrail trail,
            Access access,
            Clock clock) {
        this.signIn = signIn;
        this.credentials = credentials;
        this.passwords = passwords;
        this.factors = factors;
        this.sessions = sessions;
        this.provider = provider;
        this.identities = identities;
        this.tries = tries;
        this.rules = rules;
        this.trail = trail;
        this.access = access;
        this.clock = clock;
    }

    /**
     * How the own account is guarded.
     *
     * @param passwordSince absent where the account has no password
     * @param passwordSignIn whether the password opens the account
     * @param factor absent where there is none
     * @param factorRequired whether a role held asks for one
     * @param provider what the site's identity provider is called, absent where there is none
     * @param identity whom there the account is bound to
     * @param found whom the provider just vouched for in this browser, to be bound
     * @param wrongTries wrong passwords at this name within a day
     */
    record MySecurityView(
            String username,
            @Nullable Instant passwordSince,
            boolean passwordSignIn,
            int shortest,
            @Nullable FactorView factor,
            boolean factorRequired,
            @Nullable String provider,
            @Nullable IdentityView identity,
            @Nullable FoundView found,
            List<WrongTryView> wrongTries) {}

    record FactorView(Instant since, int codesLeft) {}

    record IdentityView(String subject, String name, Instant boundAt, String boundBy) {}

    record FoundView(String subject, String name) {}

    /** @param address absent where the tries came from a browser the account is known by */
    record WrongTryView(@Nullable String address, int count, Instant last) {}

    /**
     * One session.
     *
     * @param here whether it is the one that asks
     */
    record SessionItem(
            UUID id,
            String device,
            String address,
            String face,
            boolean byProvider,
            Instant began,
            Instant seen,
            boolean here) {}

    record ChangePasswordEntry(String old, String password) {}

    record PasswordSignInEntry(boolean on) {}

    @SignedIn
    @GetMapping("/api/me/security")
    MySecurityView security(HttpServletRequest request) {
        Session session = signIn.open(request);
        Credential credential = signIn.credential(session);
        AccountId account = session.account();
        return new MySecurityView(
                credential.username(),
                credential.hash() == null ? null : credential.since(),
                credential.passwordSignIn(),
                rules.shortest(),
                factors.state(account)
                        .map(state -> new FactorView(state.since(), state.codesLeft()))
                        .orElse(null),
                rules.wantsFactor(account),
                provider.name().orElse(null),
                identities
                        .of(account)
                        .map(one -> new IdentityView(one.subject(), one.name(), one.boundAt(), one.boundBy()))
                        .orElse(null),
                provider.lastVisit(request)
                        .filter(visit -> visit.subject() != null)
                        .map(visit -> new FoundView(
                                Objects.requireNonNull(visit.subject()), Objects.requireNonNullElse(visit.name(), "")))
                        .orElse(null),
                tries.at(credential.username()).stream()
                        .map(one ->
                                new WrongTryView(one.source().isEmpty() ? null : one.source(), one.count(), one.last()))
                        .toList());
    }

    @SignedIn
    @PutMapping("/api/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@RequestBody ChangePasswordEntry entry, HttpServletRequest request) {
        Session session = signIn.open(request);
        Credential credential = signIn.credential(session);
        signIn.showPassword(credential, Objects.requireNonNullElse(entry.old(), ""), request);
        passwords.change(credential, Objects.requireNonNullElse(entry.password(), ""), session);
        trail.tell(session.account(), "password.change", "");
    }

    @SignedIn
    @PostMapping("/api/me/factor")
    SignInApi.SetupView beginFactor(HttpServletRequest request) {
        Session session = signIn.confirmed(request);
        SecondFactors.Setup setup =
                factors.begin(session.account(), signIn.credential(session).username());
        return new SignInApi.SetupView(setup.secret(), setup.qr());
    }

    @SignedIn
    @PostMapping("/api/me/factor/confirm")
    SignInApi.RecoveryCodesView confirmFactor(@RequestBody SignInApi.CodeEntry entry, HttpServletRequest request) {
        Session session = signIn.confirmed(request);
        List<String> codes = factors.confirm(session.account(), Objects.requireNonNullElse(entry.code(), ""));
        trail.tell(session.account(), "factor.set-up", "");
        return new SignInApi.RecoveryCodesView(codes);
    }

    @SignedIn
    @PostMapping("/api/me/factor/codes")
    SignInApi.RecoveryCodesView newRecoveryCodes(HttpServletRequest request) {
        Session session = signIn.confirmed(request);
        if (!factors.has(session.account())) {
            throw Problem.conflict("access.factor-not-begun");
        }
        List<String> codes = factors.newRecoveryCodes(session.account());
        trail.tell(session.account(), "factor.new-codes", "");
        return new SignInApi.RecoveryCodesView(codes);
    }

    @SignedIn
    @DeleteMapping("/api/me/factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFactor(HttpServletRequest request) {
        Session session = signIn.confirmed(request);
        if (rules.wantsFactor(session.account())) {
            throw Problem.conflict("access.factor-required");
        }
        if (factors.remove(session.account())) {
            trail.tell(session.account(), "factor.remove", "");
        }
    }

    @SignedIn
    @GetMapping("/api/me/sessions")
    List<SessionItem> sessions(HttpServletRequest request) {
        Session here = signIn.open(request);
        return sessions.of(here.account()).stream()
                .filter(signIn::lives)
                .map(session -> item(session, session.id().equals(here.id())))
                .toList();
    }

    static SessionItem item(Session session, boolean here) {
        return new SessionItem(
                session.id(),
                session.device(),
                session.address(),
                session.face().word(),
                session.byProvider(),
                session.began(),
                session.seen(),
                here);
    }

    /** Ends one of the own sessions. */
    @SignedIn
    @DeleteMapping("/api/me/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, HttpServletRequest request) {
        Session here = signIn.open(request);
        Session one = sessions.one(id)
                .filter(session -> session.account().equals(here.account()))
                .orElseThrow(() -> Problem.missing("access.session-missing"));
        if (sessions.end(one.id(), SessionEnd.PERSON, clock.instant())) {
            trail.tell(here.account(), "session.end", "another");
        }
    }

    /** Ends all own sessions but this one. */
    @SignedIn
    @DeleteMapping("/api/me/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endOthers(HttpServletRequest request) {
        Session here = signIn.open(request);
        if (sessions.endOthers(here.account(), here.id(), SessionEnd.PERSON, clock.instant()) > 0) {
            trail.tell(here.account(), "session.end", "others");
        }
    }

    /** Binds the account to the person the provider just vouched for in this browser. */
    @SignedIn
    @PostMapping("/api/me/identity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void bind(HttpServletRequest request, HttpServletResponse response) {
        Session session = signIn.confirmed(request);
        provider.bind(session.account(), access.caller().name(), request, response);
        trail.tell(session.account(), "identity.bind", "");
    }

    @SignedIn
    @DeleteMapping("/api/me/identity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void loose(HttpServletRequest request) {
        Session session = signIn.confirmed(request);
        Credential credential = signIn.credential(session);
        if (!credential.passwordSignIn() || credential.hash() == null) {
            throw Problem.conflict("access.only-way-in");
        }
        if (identities.loose(session.account())) {
            trail.tell(session.account(), "identity.loose", "");
        }
    }

    /** Whether the password opens the account; it may be put out of use only where the provider does. */
    @SignedIn
    @PutMapping("/api/me/password-sign-in")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void passwordSignIn(@RequestBody PasswordSignInEntry entry, HttpServletRequest request) {
        Session session = signIn.confirmed(request);
        if (!entry.on()
                && (identities.of(session.account()).isEmpty()
                        || provider.name().isEmpty())) {
            throw Problem.conflict("access.only-way-in");
        }
        credentials.letPasswordSignIn(session.account(), entry.on());
        trail.tell(session.account(), entry.on() ? "password.allow" : "password.disallow", "");
    }
}
