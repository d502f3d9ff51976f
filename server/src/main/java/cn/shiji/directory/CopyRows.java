package cn.shiji.directory;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/**
 * Rows on their way into a table by COPY, in its binary form and within the running transaction: a third of the work of an
 * insert of arrays. PostgreSQL refuses it for a table under row security, so those are filled by statements.
 *
 * <p>The values of a row follow each other in the order of the columns.
 */
final class CopyRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final int BUFFER = 256 * 1024;
    private static final int END = -1;
    private static final int NULL = -1;

    private final DataOutputStream out;

    private CopyRows(DataOutputStream out) {
        this.out = out;
    }

    /** Writes the rows. */
    interface Writer {

        /** Gives every row with all its values. */
        void write(CopyRows rows) throws IOException;
    }

    /**
     * Copies rows into a table.
     *
     * @param target the table and its columns: {@code directory.unit (id, name)}
     * @throws org.springframework.dao.DataAccessException where a row breaks a rule of the table
     */
    static void into(DataSource source, String target, Writer writer) {
        String sql = "copy " + target + " from stdin (format binary)";
        Connection connection = DataSourceUtils.getConnection(source);
        try (var copy = new PGCopyOutputStream(connection.unwrap(PGConnection.class), sql, BUFFER)) {
            var out = new DataOutputStream(copy);
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
            writer.write(new CopyRows(out));
            out.writeShort(END);
            out.flush();
        } catch (SQLException failed) {
            throw new SQLExceptionSubclassTranslator().translate("copy", sql, failed);
        } catch (IOException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                throw new SQLExceptionSubclassTranslator().translate("copy", sql, refused);
            }
            throw new UncheckedIOException(failed);
        } finally {
            DataSourceUtils.releaseConnection(connection, source);
        }
    }

    /** Begins a row of so many values. */
    CopyRows row(int columns) throws IOException {
        out.writeShort(columns);
        return this;
    }

    CopyRows number(@Nullable Long value) throws IOException {
        if (value == null) {
            return nothing();
        }
        out.writeInt(Long.BYTES);
        out.writeLong(value);
        return this;
    }

    CopyRows text(@Nullable String value) throws IOException {
        if (value == null) {
            return nothing();
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        return this;
    }

    CopyRows day(LocalDate value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(Math.toIntExact(ChronoUnit.DAYS.between(EPOCH, value)));
        return this;
    }

    CopyRows truth(boolean value) throws IOException {
        out.writeInt(1);
        out.writeByte(value ? 1 : 0);
        return this;
    }

    private CopyRows nothing() throws IOException {
        out.writeInt(NULL);
        return this;
    }
}
