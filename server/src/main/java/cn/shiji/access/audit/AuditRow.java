package cn.shiji.access.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the trail as it is digested: its values as text, in the order of {@link #FIELDS}.
 *
 * <p>The digest is taken over a text that only one row can have: the name of this form, then for each field one byte that
 * says whether there is a value, the length of the value in bytes (four bytes, highest first), and the value in UTF-8. The id
 * is not among them: which row stands where is said by the seal, so that a row in another's stead can be named. Nor is the
 * place: it is the unit's and follows it when units move.
 */
record AuditRow(long id, List<@Nullable String> values) {

    /** The columns in their order, each as text: times in microseconds since 1970, JSON as PostgreSQL writes it. */
    static final List<String> FIELDS = List.of(
            "at",
            "xid",
            "account_id",
            "name",
            "unit_id",
            "tree",
            "capacity_unit",
            "address",
            "session",
            "verb",
            "outcome",
            "subject_kind",
            "subject_id",
            "words",
            "before",
            "after");

    /** What to select for {@link #of}. */
    static final String COLUMNS = """
            id, (extract(epoch from at) * 1000000)::bigint::text as at, xid::text as xid, account_id::text as account_id, name,
            unit_id::text as unit_id, tree, capacity_unit::text as capacity_unit, address, session,
            verb, outcome, subject_kind, subject_id, words, before::text as before, after::text as after
            """;

    private static final byte[] FORM = "shiji.audit.row.1".getBytes(StandardCharsets.US_ASCII);

    static AuditRow of(ResultSet row) throws SQLException {
        var values = new ArrayList<@Nullable String>(FIELDS.size());
        for (String field : FIELDS) {
            values.add(row.getString(field));
        }
        return new AuditRow(row.getLong("id"), values);
    }

    /** When it was written. */
    Instant at() {
        return Seals.time(Long.parseLong(Objects.requireNonNull(values.get(0))));
    }

    /** By which transaction. */
    long transaction() {
        return Long.parseLong(Objects.requireNonNull(values.get(1)));
    }

    byte[] digest(Digest algorithm) {
        MessageDigest digest = algorithm.begin();
        digest.update(FORM);
        byte[] head = new byte[5];
        for (String value : values) {
            if (value == null) {
                Arrays.fill(head, (byte) 0);
                digest.update(head);
            } else {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                ByteBuffer.wrap(head).put((byte) 1).putInt(bytes.length);
                digest.update(head);
                digest.update(bytes);
            }
        }
        return digest.digest();
    }
}
