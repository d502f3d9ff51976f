package cn.shiji.access.session;

import cn.shiji.access.audit.Origin;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Uuid7;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Service;

/**
 * The way in: name and password or the site's identity provider, then whatever else is asked of this account, and the
 * session that comes of it.
 *
 * <p>Between the steps there is a session that opens nothing but the next step, for a few minutes. Each step puts a new
 * word into the cookie, so one that was planted or seen before is worth nothing.
 */
@Service
class SignIn {

    /** Longer ones belong to nobody; they are neither hashed nor remembered. */
    private static final int LONGEST_NAME = 40;

    private static final int LONGEST_PASSWORD = 200;
    private static final int LONGEST_CODE = 40;
    /** How long the steps may take together. */
    private static final Duration STEPS = Duration.ofMinutes(10);
    /** How long a password or code shown holds for what asks for it anew. */
    private static final Duration CONFIRMED = Duration.ofMinutes(10);
    /** What the person does is noted to the minute, not with every request. */
    private static final Duration NOTED = Duration.ofMinutes(1);
    /** A page that asks of its own accord says so: that is no sign of a person. */
    private static final String OF_ITSELF = "X-Of-Itself";

    private static final String PRESENT = SignIn.class.getName() + ".present";

    private final Credentials credentials;
    private final Passwords passwords;
    private final SecondFactors factors;
    private final WrongTries tries;
    private final Devices devices;
    private final KeptSessions sessions;
    private final SignInRules rules;
    private final SignInTrail trail;
    private final Clock clock;

    SignIn(
            Credentials credentials,
            Passwords passwords,
            SecondFactors factors,
            WrongTries tries,
            Devices devices,
            KeptSessions sessions,
            SignInRules rules,
            SignInTrail trail,
            Clock clock) {
        this.credentials = credentials;
        this.passwords = passwords;
        this.factors = factors;
        this.tries = tries;
        this.devices = devices;
        this.sessions = sessions;
        this.rules = rules;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * The first step with name and password.
     *
     * @throws Problem {@code access.wrong-password}; {@code access.too-many-tries} during a rest; {@code
     *     access.provider-only} where the password is right but opens nothing
     */
    Step enter(String username, String password, Face face, HttpServletRequest request, HttpServletResponse response) {
        if (!couldBe(username, LONGEST_NAME) || !couldBe(password, LONGEST_PASSWORD)) {
            throw wrong();
        }
        Optional<Credential> found = credentials.named(username);
        WrongTries.Try one = attempt(username, found, request);
        tries.count(one);
        // An unknown name takes as long as a wrong password, so names cannot be found out by the clock.
        if (!passwords.isRight(found.orElse(null), password) || found.isEmpty()) {
            trail.refused(username, found.map(Credential::account).orElse(null), "password");
            throw wrong();
        }
        Credential credential = found.get();
        tries.forgive(one);
        if (!credential.passwordSignIn()) {
            trail.refused(username, credential.account(), "provider-only");
            throw Problem.of(Problem.Kind.UNKNOWN_CALLER, "access.provider-only", List.of(), List.of());
        }
        return begin(credential, face, false, false, null, request, response);
    }

    /** Begins the session of a person the identity provider vouches for. */
    Step enterByProvider(
            Credential credential,
            Face face,
            boolean withFactor,
            byte[] token,
            HttpServletRequest request,
            HttpServletResponse response) {
        return begin(credential, face, true, withFactor, token, request, response);
    }

    private Step begin(
            Credential credential,
            Face face,
            boolean byProvider,
            boolean withFactor,
            byte @Nullable [] token,
            HttpServletRequest request,
            HttpServletResponse response) {
        Instant now = clock.instant();
        present(request).ifPresent(old -> sessions.end(old.id(), SessionEnd.PERSON, now));
        Session session = new Session(
                Uuid7.next(clock),
                credential.account(),
                face,
                byProvider,
                next(credential, withFactor, byProvider),
                DeviceName.of(request.getHeader(HttpHeaders.USER_AGENT)),
                request.getRemoteAddr(),
                now,
                now,
                now);
        String word = Digest.word();
        sessions.begin(session, word, token);
        give(session, word, request, response);
        return session.step();
    }

    private Step next(Credential credential, boolean factorShown, boolean byProvider) {
        AccountId account = credential.account();
        boolean has = factors.has(account);
        if (has && !factorShown) {
            return Step.CODE;
        }
        if (!byProvider && passwords.isTooOld(credential)) {
            return Step.PASSWORD;
        }
        return !has && !factorShown && rules.wantsFactor(account) ? Step.FACTOR : Step.DONE;
    }

    /**
     * The second step: the code of the app, or a recovery code.
     *
     * @throws Problem {@code access.wrong-code}, {@code access.too-many-tries}, {@code access.sign-in-anew}
     */
    Step code(String code, HttpServletRequest request, HttpServletResponse response) {
        Session session = at(Step.CODE, request);
        Credential credential = credential(session);
        showCode(credential, code, request);
        return proceed(session, next(credential, true, session.byProvider()), request, response);
    }

    /**
     * The step of an old password: a new one.
     *
     * @throws Problem {@code access.password-weak} with every fault, {@code access.sign-in-anew}
     */
    Step newPassword(String password, HttpServletRequest request, HttpServletResponse response) {
        Session session = at(Step.PASSWORD, request);
        Credential credential = credential(session);
        if (!couldBe(password, LONGEST_PASSWORD)) {
            throw Problem.faulty(
                    "access.password-weak",
                    List.of(Problem.Fault.of("password", "access.password.long", PasswordRules.LONGEST)));
        }
        passwords.change(credential, password, session);
        trail.tell(session.account(), "password.change", "");
        return proceed(session, next(credential(session), true, session.byProvider()), request, response);
    }

    /** The step of setting up a second factor, because the roles ask for it. */
    SecondFactors.Setup setUpFactor(HttpServletRequest request) {
        Session session = at(Step.FACTOR, request);
        return factors.begin(session.account(), credential(session).username());
    }

    /** Puts the second factor in force; the recovery codes are told only now. */
    List<String> confirmFactor(String code, HttpServletRequest request, HttpServletResponse response) {
        Session session = at(Step.FACTOR, request);
        List<String> codes = factors.confirm(session.account(), limited(code));
        trail.tell(session.account(), "factor.set-up", "");
        proceed(session, Step.DONE, request, response);
        return codes;
    }

    /**
     * Shows the password, or a code, once more before something that needs it.
     *
     * @throws Problem {@code access.wrong-password}, {@code access.wrong-code}, {@code access.too-many-tries}
     */
    void confirm(String given, boolean isCode, HttpServletRequest request) {
        Session session = open(request);
        Credential credential = credential(session);
        if (isCode) {
            showCode(credential, given, request);
        } else {
            showPassword(credential, given, request);
        }
        sessions.confirmed(session.id(), clock.instant());
    }

    void showPassword(Credential credential, String given, HttpServletRequest request) {
        WrongTries.Try one = attempt(credential.username(), Optional.of(credential), request);
        tries.count(one);
        if (!couldBe(given, LONGEST_PASSWORD) || !passwords.isRight(credential, given)) {
            trail.refused(credential.username(), credential.account(), "password");
            throw Problem.bad("access.wrong-old-password");
        }
        tries.forgive(one);
    }

    private void showCode(Credential credential, String given, HttpServletRequest request) {
        // Counted apart from passwords: who has the password must not guess the code as often as the password is right.
        WrongTries.Try one = attempt("code of " + credential.username(), Optional.of(credential), request);
        tries.count(one);
        if (!factors.takes(credential.account(), limited(given))) {
            trail.refused(credential.username(), credential.account(), "code");
            throw Problem.bad("access.wrong-code");
        }
        tries.forgive(one);
    }

    /** The session this request belongs to, whatever step it is at. */
    Optional<Session> present(HttpServletRequest request) {
        if (request.getAttribute(PRESENT) instanceof Optional<?> known) {
            return known.map(Session.class::cast);
        }
        Optional<Session> present =
                Cookies.SESSION.in(request).flatMap(sessions::openedBy).filter(this::lives);
        present.filter(session ->
                        session.seen().plus(NOTED).isBefore(clock.instant()) && request.getHeader(OF_ITSELF) == null)
                .ifPresent(session -> sessions.seen(session.id(), request.getRemoteAddr(), clock.instant()));
        keep(present, request);
        return present;
    }

    private static void keep(Optional<Session> session, HttpServletRequest request) {
        request.setAttribute(PRESENT, session);
        request.setAttribute(Origin.SESSION, session.map(Session::id).orElse(null));
    }

    /**
     * The session of a caller.
     *
     * @throws Problem {@code access.sign-in-first} where nobody is signed in
     */
    Session open(HttpServletRequest request) {
        return present(request)
                .filter(Session::open)
                .orElseThrow(
                        () -> Problem.of(Problem.Kind.UNKNOWN_CALLER, "access.sign-in-first", List.of(), List.of()));
    }

    /** Whether the person showed a password or code a short while ago. */
    boolean isConfirmed(Session session) {
        return session.confirmed().plus(CONFIRMED).isAfter(clock.instant());
    }

    /**
     * The session of a caller who showed a password or code a short while ago: what guards an account is not changed by
     * whoever finds its screen open.
     *
     * @throws Problem {@code access.confirm-first} otherwise
     */
    Session confirmed(HttpServletRequest request) {
        Session session = open(request);
        if (!isConfirmed(session)) {
            throw Problem.conflict("access.confirm-first");
        }
        return session;
    }

    /** When a session runs out if nothing more is done, and when whatever is done. */
    Instant idleEnd(Session session) {
        return session.seen().plus(rules.idle(session.face()));
    }

    Instant lastEnd(Session session) {
        return session.began().plus(rules.longest());
    }

    /** Whether the session has not run out; one that has is ended. */
    boolean lives(Session session) {
        Instant now = clock.instant();
        if (!session.open() && session.began().plus(STEPS).isBefore(now)) {
            sessions.end(session.id(), SessionEnd.AGE, now);
            return false;
        }
        boolean aged = lastEnd(session).isBefore(now);
        if (aged || idleEnd(session).isBefore(now)) {
            if (sessions.end(session.id(), aged ? SessionEnd.AGE : SessionEnd.IDLE, now)) {
                trail.tell(session.account(), "session.end", aged ? "age" : "idle");
            }
            return false;
        }
        return true;
    }

    /** Signs out. */
    void leave(HttpServletRequest request, HttpServletResponse response) {
        present(request).ifPresent(session -> {
            if (sessions.end(session.id(), SessionEnd.PERSON, clock.instant()) && session.open()) {
                trail.tell(session.account(), "session.end", "");
            }
        });
        keep(Optional.empty(), request);
        Cookies.SESSION.take(request, response);
    }

    Credential credential(Session session) {
        return credentials.of(session.account()).orElseThrow(SignIn::anew);
    }

    private Step proceed(Session session, Step next, HttpServletRequest request, HttpServletResponse response) {
        String word = Digest.word();
        Instant now = clock.instant();
        sessions.step(session.id(), next, word, now);
        give(
                new Session(
                        session.id(),
                        session.account(),
                        session.face(),
                        session.byProvider(),
                        next,
                        session.device(),
                        session.address(),
                        session.began(),
                        now,
                        now),
                word,
                request,
                response);
        return next;
    }

    /** Hands over the cookie; once signed in, the browser is remembered as one the account is known by. */
    private void give(Session session, String word, HttpServletRequest request, HttpServletResponse response) {
        Cookies.SESSION.give(request, response, word);
        keep(Optional.of(session), request);
        if (session.open()) {
            String device = Cookies.DEVICE.in(request).orElseGet(Digest::word);
            devices.remember(
                    session.account(),
                    Uuid7.next(clock),
                    device,
                    session.device(),
                    request.getRemoteAddr(),
                    clock.instant());
            Cookies.DEVICE.give(request, response, device);
            trail.tell(session.account(), "session.begin", session.byProvider() ? "provider" : "");
        }
    }

    private Session at(Step step, HttpServletRequest request) {
        return present(request).filter(session -> session.step() == step).orElseThrow(SignIn::anew);
    }

    private WrongTries.Try attempt(String name, Optional<Credential> account, HttpServletRequest request) {
        String address = request.getRemoteAddr();
        UUID device = account.flatMap(known -> Cookies.DEVICE
                        .in(request)
                        .flatMap(word -> Optional.ofNullable(devices.known(known.account(), word))))
                .orElse(null);
        boolean knownAddress = account.map(known -> devices.knowsAddress(known.account(), address))
                .orElse(false);
        return new WrongTries.Try(name, address, device, knownAddress);
    }

    private static String limited(String code) {
        return code.length() <= LONGEST_CODE ? code : "";
    }

    private static boolean couldBe(String words, int longest) {
        return words.length() <= longest
                && words.indexOf(0) < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(words);
    }

    private static Problem wrong() {
        return Problem.of(Problem.Kind.UNKNOWN_CALLER, "access.wrong-password", List.of(), List.of());
    }

    private static Problem anew() {
        return Problem.of(Problem.Kind.UNKNOWN_CALLER, "access.sign-in-anew", List.of(), List.of());
    }
}
