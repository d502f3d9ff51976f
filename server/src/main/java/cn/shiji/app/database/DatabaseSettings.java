package cn.shiji.app.database;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server named by the site, in place of our own.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:5432/shiji}; absent: our own server in the data folder
 * @param user role that owns the schemas and migrates them
 * @param password its password
 * @param appUser role the server works as, which owns nothing; absent: {@code user}, which is refused
 * @param appPassword its password
 */
public record DatabaseSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String appUser,
        @Nullable String appPassword) {

    /** Our own server. */
    public static DatabaseSettings embedded() {
        return new DatabaseSettings(null, null, null, null, null);
    }

    /** As the environment says: {@code SHIJI_DB_URL}, {@code SHIJI_DB_USER}, {@code SHIJI_DB_PASSWORD} and so on. */
    public static DatabaseSettings from(Map<String, String> environment) {
        return new DatabaseSettings(
                environment.get("SHIJI_DB_URL"),
                environment.get("SHIJI_DB_USER"),
                environment.get("SHIJI_DB_PASSWORD"),
                environment.get("SHIJI_DB_APP_USER"),
                environment.get("SHIJI_DB_APP_PASSWORD"));
    }

    Login owner() {
        if (user == null || password == null) {
            throw new DatabaseRefused("SHIJI_DB_URL 已设置，还需要 SHIJI_DB_USER 与 SHIJI_DB_PASSWORD"
                    + " / SHIJI_DB_URL is set, SHIJI_DB_USER and SHIJI_DB_PASSWORD are needed too");
        }
        return new Login(user, password);
    }

    Login app() {
        return appUser == null || appPassword == null ? owner() : new Login(appUser, appPassword);
    }
}
