package cn.shiji.directory.imports;

import cn.shiji.access.Vault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps what was sent, sealed and in pieces, while somebody may still need it to mend rows. It holds the data of people in
 * clear words, so it is never written otherwise.
 */
@Repository
class SentFiles {

    private static final String FIELD = "directory.import.file.";
    private static final int PIECE = 512 * 1024;

    private final JdbcClient jdbc;
    private final Vault vault;

    SentFiles(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** As what a piece of a file is sealed. */
    static String field(int no) {
        return FIELD + no;
    }

    void keep(UUID list, byte[] bytes) {
        // Asked before anything is sealed, so that what a change of keys overtakes is found behind.
        int keyed = vault.newest();
        for (int no = 0, from = 0; from < bytes.length; no++, from += PIECE) {
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE));
            // One sign for each byte, whatever the bytes are.
            String signs = new String(piece, StandardCharsets.ISO_8859_1);
            jdbc.sql(
                            "insert into directory.import_chunk (import_id, no, sealed, keyed) values (:list, :no, :sealed, :keyed)")
                    .param("keyed", keyed)
                    .param("list", list)
                    .param("no", no)
                    .param("sealed", vault.seal(field(no), list, signs))
                    .update();
        }
    }

    /** What was sent; no bytes where it is not kept any more. */
    byte[] read(UUID list) {
        List<byte[]> pieces = jdbc.sql("select sealed from directory.import_chunk where import_id = :list order by no")
                .param("list", list)
                .query((row, at) -> row.getBytes("sealed"))
                .list();
        var bytes = new ByteArrayOutputStream();
        for (int no = 0; no < pieces.size(); no++) {
            bytes.writeBytes(vault.open(field(no), list, pieces.get(no)).getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    boolean kept(UUID list) {
        return jdbc.sql("select exists (select from directory.import_chunk where import_id = :list)")
                .param("list", list)
                .query(Boolean.class)
                .single();
    }

    void forget(UUID list) {
        jdbc.sql("delete from directory.import_chunk where import_id = :list")
                .param("list", list)
                .update();
    }
}
