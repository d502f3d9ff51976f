package cn.shiji.access.session;

import cn.shiji.access.Access;
import cn.shiji.access.AuditEntry;
import cn.shiji.kernel.AccountId;
import cn.shiji.kernel.Caller;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the security administrator does for other people's signing in, within the units reached: ends sessions, clears a
 * lost second factor, binds an identity, lets a name be tried again; and says which roles need a second factor.
 */
@Service
class SignInKeeping {

    private static final String ACCOUNT = "account";
    private static final int LONGEST = 200;

    private final JdbcClient jdbc;
    private final Credentials credentials;
    private final KeptSessions sessions;
    private final SecondFactors factors;
    private final Identities identities;
    private final ProviderSettings provider;
    private final WrongTries tries;
    private final SignInRules rules;
    private final SignIn signIn;
    private final Access access;
    private final Clock clock;

    SignInKeeping(
            JdbcClient jdbc,
            Credentials credentials,
            KeptSessions sessions,
            SecondFactors factors,
            Identities identities,
            ProviderSettings provider,
            WrongTries tries,
            SignInRules rules,
            SignIn signIn,
            Access access,
            Clock clock) {
        this.jdbc = jdbc;
        this.credentials = credentials;
        this.sessions = sessions;
        this.factors = factors;
        this.identities = identities;
        this.provider = provider;
        this.tries = tries;
        this.rules = rules;
        this.signIn = signIn;
        this.access = access;
        this.clock = clock;
    }

    /**
     * How it stands with an account's signing in.
     *
     * @param factor null where it has none
     * @param identity null where it is bound to none
     */
    record State(
            Credential credential,
            List<Session> sessions,
            SecondFactors.@Nullable State factor,
            Identities.@Nullable Identity identity,
            List<WrongTries.Guess> wrongTries) {}

    @Transactional(readOnly = true)
    State state(Caller caller, UUID account) {
        access.require(caller, Right.SECURITY_SET);
        Credential credential = reached(caller, account);
        return new State(
                credential,
                sessions.of(credential.account()).stream().filter(signIn::lives).toList(),
                factors.state(credential.account()).orElse(null),
                identities.of(credential.account()).orElse(null),
                tries.at(credential.username()));
    }

    /** Ends one session of the account, or all of them. */
    @Transactional
    void end(Caller caller, UUID account, @Nullable UUID session) {
        Credential credential = reached(caller, account);
        Instant now = clock.instant();
        if (session == null) {
            sessions.endOthers(credential.account(), null, SessionEnd.ADMINISTRATOR, now);
        } else {
            Session one = sessions.one(session)
                    .filter(found -> found.account().equals(credential.account()))
                    .orElseThrow(() -> Problem.missing("access.session-missing"));
            sessions.end(one.id(), SessionEnd.ADMINISTRATOR, now);
        }
        tell(caller, "session.end", credential);
    }

    /** Takes away a second factor whose phone and recovery codes are gone; where a role asks for one, it is set up anew. */
    @Transactional
    void clearFactor(Caller caller, UUID account) {
        Credential credential = reached(caller, account);
        if (factors.remove(credential.account())) {
            tell(caller, "factor.remove", credential);
        }
    }

    /** Binds the account to a person at the identity provider, by the identifier there. */
    @Transactional
    void bind(Caller caller, UUID account, String subject, String name) {
        Credential credential = reached(caller, account);
        if (!provider.there()) {
            throw Problem.missing("access.no-provider");
        }
        if (subject.isBlank() || subject.length() > LONGEST || name.length() > LONGEST) {
            throw Problem.bad("access.subject-wrong");
        }
        identities.bind(
                credential.account(),
                new Identities.Identity(
                        provider.issuer(), subject.strip(), name.strip(), clock.instant(), caller.name()));
        tell(caller, "identity.bind", credential);
    }

    /** Looses the binding; the password opens the account again. */
    @Transactional
    void loose(Caller caller, UUID account) {
        Credential credential = reached(caller, account);
        if (identities.loose(credential.account())) {
            credentials.letPasswordSignIn(credential.account(), true);
            tell(caller, "identity.loose", credential);
        }
    }

    /** Lets the name be tried again from everywhere at once. */
    @Transactional
    void forgive(Caller caller, UUID account) {
        Credential credential = reached(caller, account);
        tries.forgiveAll(credential.username());
        tell(caller, "session.forgive", credential);
    }

    Set<Role> factorRoles() {
        return rules.factorRoles();
    }

    @Transactional
    void factorRoles(Caller caller, Collection<Role> roles) {
        access.require(caller, Right.SECURITY_SET);
        List<String> before = rules.factorRoles().stream().map(Role::word).toList();
        rules.factorRoles(Set.copyOf(roles));
        access.audit(AuditEntry.of(caller, "security.set", "rule", "factor-roles", "")
                .change(
                        "roles",
                        before,
                        rules.factorRoles().stream().map(Role::word).toList()));
    }

    private void tell(Caller caller, String verb, Credential credential) {
        access.audit(caller, verb, ACCOUNT, credential.account().toString(), credential.username());
    }

    private Credential reached(Caller caller, UUID account) {
        access.require(caller, Right.SECURITY_SET);
        boolean within = jdbc.sql("""
                        select exists (
                            select from access.account a
                            join access.unit_place p on p.tree = 'admin' and p.unit_id = a.unit_id
                            where a.id = :account and p.place between :from and :to
                              and p.place <@ :runs::int8multirange)
                        """)
                .param("account", account)
                .param("from", caller.reach().from())
                .param("to", caller.reach().to())
                .param("runs", caller.reach().multirange())
                .query(Boolean.class)
                .single();
        return (within ? credentials.of(new AccountId(account)) : Optional.<Credential>empty())
                .orElseThrow(() -> Problem.missing("access.account-missing"));
    }
}
