package cn.shiji.directory.people;

import cn.shiji.access.SealedRows;
import cn.shiji.access.Vault;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What of people is sealed, so that a change of keys reaches it. */
@Component
class PeopleSealed implements SealedRows {

    private static final Logger LOG = LoggerFactory.getLogger(PeopleSealed.class);

    private final JdbcClient jdbc;
    private final Vault vault;
    private final TransactionTemplate transaction;
    /** Rows with a value that does not open: left as they are, told once, and looked at again after the next start. */
    private final Set<UUID> broken = ConcurrentHashMap.newKeySet();

    PeopleSealed(JdbcClient jdbc, Vault vault, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return "directory.person";
    }

    @Override
    public long behind(int newest) {
        return jdbc.sql("select count(*) from directory.person where keyed < :newest")
                .param("newest", newest)
                .query(Long.class)
                .single();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(UUID id, byte @Nullable [] identity, byte @Nullable [] phone, byte @Nullable [] email) {}

    @Override
    public int renew(int newest, int most) {
        Integer renewed = transaction.execute(status -> {
            List<Row> rows = jdbc.sql("""
                            select id, identity, phone, email from directory.person where keyed < :newest and id <> all (:broken)
                            order by keyed limit :most for update skip locked
                            """)
                    .param("newest", newest)
                    .param("most", most)
                    .param("broken", broken.toArray(UUID[]::new))
                    .query((row, at) -> new Row(
                            row.getObject("id", UUID.class),
                            row.getBytes("identity"),
                            row.getBytes("phone"),
                            row.getBytes("email")))
                    .list();
            List<Row> whole = rows.stream().filter(this::opens).toList();
            if (!whole.isEmpty()) {
                write(whole, newest);
            }
            return rows.size();
        });
        return renewed == null ? 0 : renewed;
    }

    private boolean opens(Row row) {
        boolean opens = opens(row.id(), SensitiveField.IDENTITY, row.identity())
                && opens(row.id(), SensitiveField.PHONE, row.phone())
                && opens(row.id(), SensitiveField.EMAIL, row.email());
        if (!opens && broken.add(row.id())) {
            LOG.error("What is sealed of person {} does not open: it was altered, or its key is not ours", row.id());
        }
        return opens;
    }

    private boolean opens(UUID row, SensitiveField field, byte @Nullable [] sealed) {
        return sealed == null || vault.tryOpen(field.sealedAs(), row, sealed).isPresent();
    }

    private void write(List<Row> rows, int newest) {
        int many = rows.size();
        UUID[] ids = new UUID[many];
        byte[] @Nullable [] identities = new byte[many][];
        byte[] @Nullable [] identityBlinds = new byte[many][];
        byte[] @Nullable [] phones = new byte[many][];
        byte[] @Nullable [] phoneBlinds = new byte[many][];
        byte[] @Nullable [] mails = new byte[many][];
        for (int at = 0; at < many; at++) {
            Row row = rows.get(at);
            ids[at] = row.id();
            String identity = opened(row.id(), SensitiveField.IDENTITY, row.identity());
            String phone = opened(row.id(), SensitiveField.PHONE, row.phone());
            identities[at] = sealed(row.id(), SensitiveField.IDENTITY, identity);
            identityBlinds[at] = identity == null ? null : vault.blind(SensitiveField.IDENTITY.sealedAs(), identity);
            phones[at] = sealed(row.id(), SensitiveField.PHONE, phone);
            phoneBlinds[at] = phone == null ? null : vault.blind(SensitiveField.PHONE.sealedAs(), phone);
            mails[at] = sealed(row.id(), SensitiveField.EMAIL, opened(row.id(), SensitiveField.EMAIL, row.email()));
        }
        jdbc.sql("""
                        update directory.person p set identity = n.identity, identity_blind = n.identity_blind,
                            phone = n.phone, phone_blind = n.phone_blind, email = n.email, keyed = :newest
                        from unnest(cast(:ids as uuid[]), cast(:identities as bytea[]), cast(:identityBlinds as bytea[]),
                            cast(:phones as bytea[]), cast(:phoneBlinds as bytea[]), cast(:mails as bytea[]))
                            as n (id, identity, identity_blind, phone, phone_blind, email)
                        where p.id = n.id
                        """)
                .param("newest", newest)
                .param("ids", ids)
                .param("identities", identities)
                .param("identityBlinds", identityBlinds)
                .param("phones", phones)
                .param("phoneBlinds", phoneBlinds)
                .param("mails", mails)
                .update();
    }

    private @Nullable String opened(UUID row, SensitiveField field, byte @Nullable [] sealed) {
        return sealed == null ? null : vault.open(field.sealedAs(), row, sealed);
    }

    private byte @Nullable [] sealed(UUID row, SensitiveField field, @Nullable String clear) {
        return clear == null ? null : vault.seal(field.sealedAs(), row, clear);
    }
}
