package cn.shiji.app.database;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The passwords of our own server's three roles, made once and kept in a file only its owner can read.
 *
 * @param admin makes the roles and the database, nothing else
 * @param owner owns the schemas and migrates them
 * @param app what the server works as; owns nothing
 */
record Secrets(Login admin, Login owner, Login app) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Reads the file, or makes it when no database exists yet. */
    static Secrets keptIn(Path file, boolean databaseExists) throws IOException {
        if (!Files.exists(file)) {
            if (databaseExists) {
                throw new DatabaseRefused("数据库在，口令文件却不见了，请从备份恢复 " + file
                        + " / the database is there but its password file is gone; restore it from a backup");
            }
            make(file);
        }
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            kept.load(reader);
        }
        return new Secrets(
                new Login("postgres", word(kept, "postgres", file)),
                new Login("shiji_owner", word(kept, "shiji_owner", file)),
                new Login("shiji_app", word(kept, "shiji_app", file)));
    }

    private static String word(Properties kept, String role, Path file) {
        String word = kept.getProperty(role);
        if (word == null || word.isBlank()) {
            throw new DatabaseRefused("口令文件里没有 " + role + "：" + file + " / no password for " + role + " in " + file);
        }
        return word;
    }

    private static void make(Path file) throws IOException {
        Properties fresh = new Properties();
        for (String role : new String[] {"postgres", "shiji_owner", "shiji_app"}) {
            byte[] bytes = new byte[24];
            RANDOM.nextBytes(bytes);
            fresh.setProperty(role, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        Path half = file.resolveSibling(file.getFileName() + ".half");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(half)) {
            fresh.store(writer, "Passwords of the embedded database. Back this file up together with it.");
        }
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
