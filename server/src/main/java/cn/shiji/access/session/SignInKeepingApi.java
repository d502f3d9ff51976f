package cn.shiji.access.session;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Other people's signing in, kept by the security administrator. */
@RestController
class SignInKeepingApi {

    private final SignInKeeping keeping;
    private final Provider provider;
    private final Access access;

    SignInKeepingApi(SignInKeeping keeping, Provider provider, Access access) {
        this.keeping = keeping;
        this.provider = provider;
        this.access = access;
    }

    /**
     * How an account signs in.
     *
     * @param factorSince absent where it has no second factor
     * @param provider what the site's identity provider is called, absent where there is none
     */
    record AccountSignInView(
            boolean passwordSignIn,
            @Nullable Instant factorSince,
            @Nullable String provider,
            MySecurityApi.@Nullable IdentityView identity,
            List<MySecurityApi.SessionItem> sessions,
            List<MySecurityApi.WrongTryView> wrongTries) {}

    record IdentityEntry(String subject, @Nullable String name) {}

    record FactorRolesView(List<Role> roles) {}

    record FactorRolesEntry(List<Role> roles) {}

    @Needs(value = Right.SECURITY_SET, at = At.WITHIN)
    @GetMapping("/api/accounts/{id}/sign-in")
    AccountSignInView state(@PathVariable UUID id) {
        SignInKeeping.State state = keeping.state(access.caller(), id);
        SecondFactors.State factor = state.factor();
        Identities.Identity identity = state.identity();
        return new AccountSignInView(
                state.credential().passwordSignIn(),
                factor == null ? null : factor.since(),
                provider.name().orElse(null),
                identity == null
                        ? null
                        : new MySecurityApi.IdentityView(
                                identity.subject(), identity.name(), identity.boundAt(), identity.boundBy()),
                state.sessions().stream()
                        .map(session -> MySecurityApi.item(session, false))
                        .toList(),
                state.wrongTries().stream()
                        .map(one -> new MySecurityApi.WrongTryView(
                                one.source().isEmpty() ? null : one.source(), one.count(), one.last()))
                        .toList());
    }

    /** Ends all sessions of the account. */
    @Needs(value = Right.SECURITY_SET, at = At.WITHIN)
    @DeleteMapping("/api/accounts/{id}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll(@PathVariable UUID id) {
        keeping.end(access.caller(), id, null);
    }

    @Needs(value = Right.SECURITY_SET, at = At.WITHIN)
    @DeleteMapping("/api/accounts/{id}/sessions/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, @PathVariable UUID session) {
        keeping.end(access.caller(), id, session);
    }

    @Needs(value = Right.SECURITY_SET, at = At.WITHIN)
    @DeleteMapping("/api/accounts/{id}/factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clearFactor(@PathVariable UUID id) {
        keeping.clearFactor(access.caller(), id);
    }

    @Needs(value = Right.SECURITY_SET, at = At.WITHIN)
    @PutMapping("/api/accounts/{id}/identity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void bind(@PathVariable UUID id, @RequestBody IdentityEntry entry) {
        keeping.bind(
                access.caller(),
                id,
                Objects.requireNonNullElse(entry.subject(), ""),
                Objects.requireNonNullElse(entry.name(), ""));
    }

    @Needs(value = Right.SECURITY_SET, at = At.WITHIN)
    @DeleteMapping("/api/accounts/{id}/identity")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void loose(@PathVariable UUID id) {
        keeping.loose(access.caller(), id);
    }

    /** Lets the name be tried again at once. */
    @Needs(value = Right.SECURITY_SET, at = At.WITHIN)
    @DeleteMapping("/api/accounts/{id}/wrong-tries")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgive(@PathVariable UUID id) {
        keeping.forgive(access.caller(), id);
    }

    @Needs(value = Right.SECURITY_SET, at = At.NOWHERE)
    @GetMapping("/api/sign-in/factor-roles")
    FactorRolesView factorRoles() {
        return new FactorRolesView(List.copyOf(keeping.factorRoles()));
    }

    @Needs(value = Right.SECURITY_SET, at = At.NOWHERE)
    @PutMapping("/api/sign-in/factor-roles")
    FactorRolesView setFactorRoles(@RequestBody FactorRolesEntry entry) {
        keeping.factorRoles(
                access.caller(),
                Objects.requireNonNullElse(entry.roles(), List.<Role>of()).stream()
                        .filter(Objects::nonNull)
                        .toList());
        return factorRoles();
    }
}
