package cn.shiji.directory.imports;

import cn.shiji.access.SealedRows;
import cn.shiji.access.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What lists hold sealed, so that a change of keys reaches it: the numbers of people who wait to be taken, the files that
 * were sent, and what people had before an import changed them, which an undo puts back.
 */
@Component
class ListsSealed implements SealedRows {

    private static final Logger LOG = LoggerFactory.getLogger(ListsSealed.class);

    /** A piece of a file is a thousand times as large as a row of a person. */
    private static final int MOST_PIECES = 8;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final TransactionTemplate transaction;
    /** What does not open: left as it is, told once, and looked at again after the next start. */
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    ListsSealed(JdbcClient jdbc, Vault vault, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return "directory.import";
    }

    @Override
    public long behind(int newest) {
        return jdbc.sql("""
                        select (select count(*) from directory.import_person where keyed < :newest)
                            + (select count(*) from directory.import_chunk where keyed < :newest)
                            + (select count(*) from directory.import_change
                                where keyed < :newest)
                        """).param("newest", newest).query(Long.class).single();
    }

    @Override
    public int renew(int newest, int most) {
        Integer renewed = transaction.execute(status -> {
            int people = renewPeople(newest, most);
            return people > 0 ? people : renewPieces(newest) + renewChanges(newest, most);
        });
        return renewed == null ? 0 : renewed;
    }

    /** A sealed and blinded value, sealed and blinded anew. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Renewed(byte[] sealed, byte[] blind) {}

    /** Seals anew; null where there is nothing. What does not open stays as it is. */
    private @Nullable Renewed renewed(String field, UUID row, byte @Nullable [] sealed, byte @Nullable [] blind) {
        if (sealed == null || blind == null) {
            return null;
        }
        return vault.tryOpen(field, row, sealed)
                .map(clear -> new Renewed(vault.seal(field, row, clear), vault.blind(field, clear)))
                .orElseGet(() -> {
                    broken(field + " of " + row);
                    return new Renewed(sealed, blind);
                });
    }

    private void broken(String what) {
        if (broken.add(what)) {
            LOG.error("{} does not open: it was altered, or its key is not ours", what);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Waiting(
            UUID list,
            int row,
            UUID person,
            byte @Nullable [] identity,
            byte @Nullable [] identityBlind,
            byte @Nullable [] phone,
            byte @Nullable [] phoneBlind) {

        static Waiting of(ResultSet row, int at) throws SQLException {
            return new Waiting(
                    row.getObject("import_id", UUID.class),
                    row.getInt("row_no"),
                    row.getObject("person_id", UUID.class),
                    row.getBytes("identity"),
                    row.getBytes("identity_blind"),
                    row.getBytes("phone"),
                    row.getBytes("phone_blind"));
        }
    }

    private int renewPeople(int newest, int most) {
        List<Waiting> waiting = jdbc.sql("""
                        select import_id, row_no, person_id, identity, identity_blind, phone, phone_blind
                        from directory.import_person where keyed < :newest limit :most for update skip locked
                        """)
                .param("newest", newest)
                .param("most", most)
                .query(Waiting::of)
                .list();
        for (Waiting one : waiting) {
            Renewed identity = renewed(Checking.IDENTITY, one.person(), one.identity(), one.identityBlind());
            Renewed phone = renewed(Checking.PHONE, one.person(), one.phone(), one.phoneBlind());
            jdbc.sql("""
                            update directory.import_person set identity = :identity, identity_blind = :identityBlind,
                                phone = :phone, phone_blind = :phoneBlind, keyed = :newest
                            where import_id = :list and row_no = :row
                            """)
                    .param("identity", identity == null ? null : identity.sealed())
                    .param("identityBlind", identity == null ? null : identity.blind())
                    .param("phone", phone == null ? null : phone.sealed())
                    .param("phoneBlind", phone == null ? null : phone.blind())
                    .param("newest", newest)
                    .param("list", one.list())
                    .param("row", one.row())
                    .update();
        }
        return waiting.size();
    }

    private int renewPieces(int newest) {
        record Piece(UUID list, int no, byte[] sealed) {}
        List<Piece> pieces = jdbc.sql("""
                        select import_id, no, sealed from directory.import_chunk where keyed < :newest limit :most
                        for update skip locked
                        """)
                .param("newest", newest)
                .param("most", MOST_PIECES)
                .query((row, at) ->
                        new Piece(row.getObject("import_id", UUID.class), row.getInt("no"), row.getBytes("sealed")))
                .list();
        for (Piece piece : pieces) {
            String field = SentFiles.field(piece.no());
            byte[] sealed = vault.tryOpen(field, piece.list(), piece.sealed())
                    .map(clear -> vault.seal(field, piece.list(), clear))
                    .orElseGet(() -> {
                        broken(field + " of " + piece.list());
                        return piece.sealed();
                    });
            jdbc.sql("""
                            update directory.import_chunk set sealed = :sealed, keyed = :newest
                            where import_id = :list and no = :no
                            """)
                    .param("sealed", sealed)
                    .param("newest", newest)
                    .param("list", piece.list())
                    .param("no", piece.no())
                    .update();
        }
        return pieces.size();
    }

    private int renewChanges(int newest, int most) {
        record Before(
                UUID list,
                int no,
                UUID person,
                @Nullable String identity,
                @Nullable String identityBlind,
                @Nullable String phone,
                @Nullable String phoneBlind) {}
        List<Before> changes = jdbc.sql("""
                        select import_id, no, person_id, before ->> 'identity' as identity,
                            before ->> 'identity_blind' as identity_blind, before ->> 'phone' as phone,
                            before ->> 'phone_blind' as phone_blind
                        from directory.import_change
                        where keyed < :newest
                        limit :most for update skip locked
                        """)
                .param("newest", newest)
                .param("most", most)
                .query((row, at) -> new Before(
                        row.getObject("import_id", UUID.class),
                        row.getInt("no"),
                        row.getObject("person_id", UUID.class),
                        row.getString("identity"),
                        row.getString("identity_blind"),
                        row.getString("phone"),
                        row.getString("phone_blind")))
                .list();
        for (Before one : changes) {
            Map<String, Object> renewed = new HashMap<>();
            renewed.put("keyed", newest);
            put(
                    renewed,
                    "identity",
                    renewed(Checking.IDENTITY, one.person(), bytes(one.identity()), bytes(one.identityBlind())));
            put(renewed, "phone", renewed(Checking.PHONE, one.person(), bytes(one.phone()), bytes(one.phoneBlind())));
            jdbc.sql("""
                            update directory.import_change set before = before || :renewed::jsonb, keyed = :newest
                            where import_id = :list and no = :no
                            """)
                    .param("newest", newest)
                    .param("renewed", ImportStore.JSON.writeValueAsString(renewed))
                    .param("list", one.list())
                    .param("no", one.no())
                    .update();
        }
        return changes.size();
    }

    private static void put(Map<String, Object> renewed, String name, @Nullable Renewed value) {
        if (value != null) {
            renewed.put(name, Base64.getEncoder().encodeToString(value.sealed()));
            renewed.put(name + "_blind", Base64.getEncoder().encodeToString(value.blind()));
        }
    }

    /** PostgreSQL breaks its base 64 into lines. */
    private static byte @Nullable [] bytes(@Nullable String encoded) {
        return encoded == null ? null : Base64.getMimeDecoder().decode(encoded);
    }
}
