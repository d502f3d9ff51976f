package cn.shiji.access.session;

import cn.shiji.access.Open;
import cn.shiji.access.SignedIn;
import cn.shiji.kernel.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in, step by step, and out. */
@RestController
class SignInApi {

    private static final int LONGEST_WAY = 500;

    private final SignIn signIn;
    private final Provider provider;
    private final Clock clock;

    SignInApi(SignIn signIn, Provider provider, Clock clock) {
        this.signIn = signIn;
        this.provider = provider;
        this.clock = clock;
    }

    record SignInEntry(
            String username, String password, @Nullable String face) {}

    record CodeEntry(String code) {}

    record PasswordEntry(String password) {}

    record ConfirmEntry(@Nullable String password, @Nullable String code) {}

    record ProviderEntry(@Nullable String face, @Nullable String next) {}

    /** @param next what is asked next: {@code code}, {@code password}, {@code factor}; {@code done} */
    record StepView(Step next) {}

    record SetupView(String secret, QrCode qr) {}

    record RecoveryCodesView(List<String> codes) {}

    /**
     * How one may sign in here.
     *
     * @param provider what the site's identity provider is called, absent where there is none
     * @param next what is still asked in this browser, absent where nobody is in the middle of signing in
     * @param visit what came of the last way to the provider in this browser
     */
    record WaysView(
            @Nullable String provider,
            @Nullable Step next,
            @Nullable VisitView visit) {}

    /** @param outcome {@code unbound}, {@code refused}, {@code failed} */
    record VisitView(
            String outcome,
            @Nullable String subject,
            @Nullable String name) {}

    record AddressView(URI address) {}

    /**
     * How long the session lasts still.
     *
     * @param idleSeconds until it runs out, if nothing more is done
     * @param seconds until it runs out whatever is done
     * @param confirmed whether the password or a code was shown lately enough to change what guards the account
     */
    record SessionLifeView(long idleSeconds, long seconds, boolean confirmed) {}

    @Open
    @PostMapping("/api/session")
    StepView begin(@RequestBody SignInEntry entry, HttpServletRequest request, HttpServletResponse response) {
        // JSON may leave out what it must not; nobody has an empty name.
        return new StepView(signIn.enter(
                Objects.requireNonNullElse(entry.username(), "").trim(),
                Objects.requireNonNullElse(entry.password(), ""),
                Face.of(Objects.requireNonNullElse(entry.face(), "")),
                request,
                response));
    }

    /** Signs out; answers with the address that ends the provider's session too, where the session was begun there. */
    @Open
    @DeleteMapping("/api/session")
    ResponseEntity<AddressView> end(HttpServletRequest request, HttpServletResponse response) {
        Optional<URI> leaving = signIn.present(request).flatMap(session -> provider.leaving(session, request));
        signIn.leave(request, response);
        return leaving.map(address -> ResponseEntity.ok(new AddressView(address)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @Open
    @GetMapping("/api/session/ways")
    WaysView ways(HttpServletRequest request) {
        return new WaysView(
                provider.name().orElse(null),
                signIn.present(request).map(Session::step).orElse(null),
                provider.lastVisit(request)
                        .filter(visit -> visit.outcome() != null)
                        .map(visit ->
                                new VisitView(Objects.requireNonNull(visit.outcome()), visit.subject(), visit.name()))
                        .orElse(null));
    }

    @Open
    @PostMapping("/api/session/code")
    StepView code(@RequestBody CodeEntry entry, HttpServletRequest request, HttpServletResponse response) {
        return new StepView(signIn.code(Objects.requireNonNullElse(entry.code(), ""), request, response));
    }

    @Open
    @PostMapping("/api/session/password")
    StepView password(@RequestBody PasswordEntry entry, HttpServletRequest request, HttpServletResponse response) {
        return new StepView(signIn.newPassword(Objects.requireNonNullElse(entry.password(), ""), request, response));
    }

    @Open
    @PostMapping("/api/session/factor")
    SetupView factor(HttpServletRequest request) {
        SecondFactors.Setup setup = signIn.setUpFactor(request);
        return new SetupView(setup.secret(), setup.qr());
    }

    @Open
    @PostMapping("/api/session/factor/confirm")
    RecoveryCodesView confirmFactor(
            @RequestBody CodeEntry entry, HttpServletRequest request, HttpServletResponse response) {
        return new RecoveryCodesView(
                signIn.confirmFactor(Objects.requireNonNullElse(entry.code(), ""), request, response));
    }

    /** The address of the identity provider to go to now. */
    @Open
    @PostMapping("/api/session/provider")
    AddressView provider(@RequestBody ProviderEntry entry, HttpServletRequest request, HttpServletResponse response) {
        return new AddressView(provider.begin(false, Face.of(face(entry)), next(entry, "/"), request, response));
    }

    /** As to sign in, but to bind the account signed in already. */
    @SignedIn
    @PostMapping("/api/me/provider")
    AddressView providerToBind(
            @RequestBody ProviderEntry entry, HttpServletRequest request, HttpServletResponse response) {
        return new AddressView(
                provider.begin(true, Face.of(face(entry)), next(entry, "/me/security"), request, response));
    }

    /** Where the provider sends the browser back to; not of the API, a browser follows it. */
    @Open
    @Hidden
    @GetMapping(Provider.BACK)
    ResponseEntity<Void> back(HttpServletRequest request, HttpServletResponse response) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(provider.back(request, response))
                .build();
    }

    @SignedIn
    @GetMapping("/api/session/life")
    SessionLifeView life(HttpServletRequest request) {
        Session session = signIn.open(request);
        return new SessionLifeView(
                left(signIn.idleEnd(session)), left(signIn.lastEnd(session)), signIn.isConfirmed(session));
    }

    /** Shows the password or a code once more, before something that needs it. */
    @SignedIn
    @PostMapping("/api/session/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@RequestBody ConfirmEntry entry, HttpServletRequest request) {
        String code = entry.code();
        if (code != null) {
            signIn.confirm(code, true, request);
        } else {
            signIn.confirm(Objects.requireNonNullElse(entry.password(), ""), false, request);
        }
    }

    private long left(Instant end) {
        return Math.max(0, Duration.between(clock.instant(), end).toSeconds());
    }

    private static String face(ProviderEntry entry) {
        return Objects.requireNonNullElse(entry.face(), "");
    }

    /** A way within the face, never to another site. */
    private static String next(ProviderEntry entry, String otherwise) {
        String next = entry.next();
        if (next == null || next.isEmpty()) {
            return otherwise;
        }
        if (next.length() > LONGEST_WAY || !next.matches("/(?!/)[\\w./?=&%~:,+-]*")) {
            throw Problem.bad("problem.parameter", "next", next.substring(0, Math.min(60, next.length())));
        }
        return next;
    }
}
