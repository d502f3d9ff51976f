package cn.shiji.access.session;

import cn.shiji.access.Vault;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.stereotype.Service;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Signing in through the site's own OpenID provider: authorization code with PKCE, state and nonce, checked by Spring
 * Security.
 *
 * <p>The provider is asked what it offers when somebody first goes there, so it may be down while we start. Where the
 * cookie of a session would not come along, on the way back from another site, one of its own does, which opens nothing
 * and only tells that it is the same browser.
 */
@Service
class Provider {

    static final String BACK = "/provider/back";

    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
    private static final String REGISTRATION = "provider";
    private static final String TOKEN_FIELD = "access.session.provider_token";
    /** What a provider says where it has seen more than a password (RFC 8176). */
    private static final Set<String> STRONG = Set.of("mfa", "otp", "hwk", "swk", "fpt", "face", "sc", "pop", "sms");

    private final ProviderSettings settings;
    private final ProviderVisits visits;
    private final Identities identities;
    private final Credentials credentials;
    private final KeptSessions sessions;
    private final SignIn signIn;
    private final Vault vault;
    private final SignInTrail trail;
    private final Clock clock;
    private final OidcAuthorizationCodeAuthenticationProvider checker;
    private volatile @Nullable ClientRegistration known;

    Provider(
            ProviderSettings settings,
            ProviderVisits visits,
            Identities identities,
            Credentials credentials,
            KeptSessions sessions,
            SignIn signIn,
            Vault vault,
            SignInTrail trail,
            Clock clock) {
        this.settings = settings;
        this.visits = visits;
        this.identities = identities;
        this.credentials = credentials;
        this.sessions = sessions;
        this.signIn = signIn;
        this.vault = vault;
        this.trail = trail;
        this.clock = clock;
        this.checker = new OidcAuthorizationCodeAuthenticationProvider(
                new RestClientAuthorizationCodeTokenResponseClient(), new OidcUserService());
        OidcIdTokenDecoderFactory decoders = new OidcIdTokenDecoderFactory();
        decoders.setJwsAlgorithmResolver(Provider::algorithm);
        this.checker.setJwtDecoderFactory(decoders);
    }

    /** What people call it; empty where the site has none. */
    Optional<String> name() {
        return settings.there() ? Optional.of(settings.name()) : Optional.empty();
    }

    String issuer() {
        return settings.issuer();
    }

    /**
     * Where the browser goes to be vouched for.
     *
     * @param binding whether the account signed in is to be bound, and nobody signed in
     * @throws Problem {@code access.no-provider}, {@code access.provider-unreachable}
     */
    URI begin(boolean binding, Face face, String next, HttpServletRequest request, HttpServletResponse response) {
        ClientRegistration registration = registration();
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(id -> registration);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        OAuth2AuthorizationRequest question =
                Objects.requireNonNull(resolver.resolve(request, REGISTRATION), "no request");
        String word = Digest.word();
        visits.begin(
                word,
                new ProviderVisits.Visit(
                        Objects.requireNonNull(question.getState()),
                        attribute(question, OidcParameterNames.NONCE),
                        attribute(question, PkceParameterNames.CODE_VERIFIER),
                        Objects.requireNonNull(question.getRedirectUri()),
                        binding,
                        face,
                        next,
                        null,
                        null,
                        null),
                clock.instant());
        Cookies.VISIT.give(request, response, word);
        return URI.create(question.getAuthorizationRequestUri());
    }

    /**
     * The way back: checks what the provider says, and signs in the account bound to the person.
     *
     * @return where the browser goes now
     */
    URI back(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> word = Cookies.VISIT.in(request);
        Optional<ProviderVisits.Visit> visit =
                word.flatMap(one -> visits.of(one, clock.instant())).filter(one -> one.outcome() == null);
        if (visit.isEmpty()) {
            return page(Face.DESK, "/sign-in", "lost");
        }
        return back(word.get(), visit.get(), request, response);
    }

    private URI back(
            String word, ProviderVisits.Visit visit, HttpServletRequest request, HttpServletResponse response) {
        String home = visit.binding() ? visit.next() : "/sign-in";
        if (request.getParameter(OAuth2ParameterNames.ERROR) != null) {
            visits.ended(word, "refused", null, null);
            return page(visit.face(), home, "refused");
        }
        OAuth2LoginAuthenticationToken vouched;
        try {
            vouched = checked(visit, request);
        } catch (AuthenticationException | IllegalArgumentException | Problem wrong) {
            LOG.warn("The identity provider's answer does not hold: {}", wrong.getMessage());
            visits.ended(word, "failed", null, null);
            return page(visit.face(), home, "failed");
        }
        OidcUser person = (OidcUser) Objects.requireNonNull(vouched.getPrincipal());
        String subject = person.getClaimAsString(settings.subjectClaim());
        String name = Objects.requireNonNullElse(person.getClaimAsString(settings.nameClaim()), "");
        if (subject == null || subject.isBlank()) {
            visits.ended(word, "failed", null, null);
            return page(visit.face(), home, "failed");
        }
        if (visit.binding()) {
            visits.ended(word, "unbound", subject, name);
            return page(visit.face(), visit.next(), "bind");
        }
        Optional<Credential> account =
                identities.accountOf(settings.issuer(), subject).flatMap(credentials::of);
        if (account.isEmpty()) {
            visits.ended(word, "unbound", subject, name);
            trail.unbound(subject);
            return page(visit.face(), "/sign-in", "unbound");
        }
        if (!visits.forget(word)) {
            return page(visit.face(), home, "lost");
        }
        Cookies.VISIT.take(request, response);
        Credential credential = account.get();
        byte[] token = vault.seal(
                TOKEN_FIELD, credential.account().value(), person.getIdToken().getTokenValue());
        Step step = signIn.enterByProvider(credential, visit.face(), strong(person), token, request, response);
        return step == Step.DONE ? page(visit.face(), visit.next(), null) : page(visit.face(), "/sign-in", step.word());
    }

    private OAuth2LoginAuthenticationToken checked(ProviderVisits.Visit visit, HttpServletRequest request) {
        ClientRegistration registration = registration();
        OAuth2AuthorizationRequest question = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(visit.redirectUri())
                .scopes(registration.getScopes())
                .state(visit.state())
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID,
                        REGISTRATION,
                        OidcParameterNames.NONCE,
                        visit.nonce(),
                        PkceParameterNames.CODE_VERIFIER,
                        visit.verifier()))
                .build();
        String code = Objects.requireNonNullElse(request.getParameter(OAuth2ParameterNames.CODE), "");
        String state = Objects.requireNonNullElse(request.getParameter(OAuth2ParameterNames.STATE), "");
        if (code.isBlank() || !state.equals(visit.state())) {
            throw new IllegalArgumentException("state or code is missing or wrong");
        }
        OAuth2AuthorizationResponse answer = OAuth2AuthorizationResponse.success(code)
                .redirectUri(visit.redirectUri())
                .state(state)
                .build();
        return (OAuth2LoginAuthenticationToken) Objects.requireNonNull(checker.authenticate(
                new OAuth2LoginAuthenticationToken(registration, new OAuth2AuthorizationExchange(question, answer))));
    }

    /** What came of the last way there in this browser. */
    Optional<ProviderVisits.Visit> lastVisit(HttpServletRequest request) {
        return Cookies.VISIT.in(request).flatMap(word -> visits.of(word, clock.instant()));
    }

    /**
     * Binds the account signed in to the person the provider just vouched for in this browser.
     *
     * @throws Problem {@code access.visit-first} where it did not, {@code access.identity-taken}
     */
    void bind(AccountId account, String boundBy, HttpServletRequest request, HttpServletResponse response) {
        String word = Cookies.VISIT.in(request).orElse("");
        ProviderVisits.Visit visit = visits.of(word, clock.instant())
                .filter(one -> one.subject() != null)
                .orElseThrow(() -> Problem.conflict("access.visit-first", settings.name()));
        identities.bind(
                account,
                new Identities.Identity(
                        settings.issuer(),
                        Objects.requireNonNull(visit.subject()),
                        Objects.requireNonNullElse(visit.name(), ""),
                        clock.instant(),
                        boundBy));
        visits.forget(word);
        Cookies.VISIT.take(request, response);
    }

    /** Where the browser goes so that the provider's session ends too; empty where the session was not begun there. */
    Optional<URI> leaving(Session session, HttpServletRequest request) {
        byte[] token = sessions.providerToken(session.id());
        if (!session.byProvider() || token == null || !settings.there()) {
            return Optional.empty();
        }
        try {
            Object end = registration()
                    .getProviderDetails()
                    .getConfigurationMetadata()
                    .get("end_session_endpoint");
            return end == null
                    ? Optional.empty()
                    : Optional.of(UriComponentsBuilder.fromUriString(end.toString())
                            .queryParam(
                                    "id_token_hint",
                                    vault.open(TOKEN_FIELD, session.account().value(), token))
                            .queryParam("post_logout_redirect_uri", base(request) + "/")
                            .build()
                            .toUri());
        } catch (Problem unreachable) {
            return Optional.empty();
        }
    }

    private ClientRegistration registration() {
        if (!settings.there()) {
            throw Problem.missing("access.no-provider");
        }
        ClientRegistration registration = known;
        if (registration != null) {
            return registration;
        }
        try {
            List<String> scopes = new ArrayList<>(settings.scopes());
            scopes.add("openid");
            ClientRegistration.Builder found = ClientRegistrations.fromIssuerLocation(settings.issuer())
                    .registrationId(REGISTRATION)
                    .clientId(settings.client())
                    .scope(scopes)
                    .redirectUri("{baseUrl}" + BACK);
            String secret = settings.secretWord();
            if (secret.isEmpty()) {
                found.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
            } else {
                found.clientSecret(secret);
            }
            registration = found.build();
        } catch (RuntimeException unreachable) {
            LOG.warn("The identity provider {} does not tell what it offers", settings.issuer(), unreachable);
            throw ProviderSettings.unreachable(settings.name());
        }
        known = registration;
        return registration;
    }

    private static String attribute(OAuth2AuthorizationRequest question, String name) {
        String word = question.getAttribute(name);
        return Objects.requireNonNull(word, name);
    }

    private static SignatureAlgorithm algorithm(ClientRegistration registration) {
        Object offered = registration
                .getProviderDetails()
                .getConfigurationMetadata()
                .get("id_token_signing_alg_values_supported");
        Collection<?> names = offered instanceof Collection<?> many ? many : List.of();
        return names.contains(SignatureAlgorithm.RS256.getName())
                ? SignatureAlgorithm.RS256
                : names.stream()
                        .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(SignatureAlgorithm.RS256);
    }

    private static boolean strong(OidcUser person) {
        List<String> methods = person.getClaimAsStringList("amr");
        return methods != null && methods.stream().anyMatch(STRONG::contains);
    }

    private static String base(HttpServletRequest request) {
        return UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
                .replacePath("")
                .replaceQuery(null)
                .build()
                .toUriString();
    }

    private static URI page(Face face, String path, @Nullable String outcome) {
        UriComponentsBuilder page = UriComponentsBuilder.fromUriString("/" + face.word() + path);
        if (outcome != null) {
            page.queryParam("provider", outcome);
        }
        return page.build().encode().toUri();
    }
}
