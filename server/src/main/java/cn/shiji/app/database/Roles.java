package cn.shiji.app.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Prepares roles, database and rights. Run at every start, so that a start cut short is made good by the next. */
final class Roles {

    /** Oldest PostgreSQL whose features we rely on. */
    private static final int OLDEST_MAJOR = 16;

    private Roles() {}

    /** On our own server: the two roles, and a database that one of them owns. */
    static void prepareServer(String adminUrl, String databaseUrl, String database, Secrets secrets)
            throws SQLException {
        try (Connection connection = connect(adminUrl, secrets.admin())) {
            for (Login role : new Login[] {secrets.owner(), secrets.app()}) {
                if (!holds(connection, "select 1 from pg_roles where rolname = ?", role.user())) {
                    run(connection, "create role " + role.user() + " login");
                }
                // The password is our own, of letters and digits, - and _.
                run(connection, "alter role " + role.user() + " password '" + role.password() + "'");
            }
            if (!holds(connection, "select 1 from pg_database where datname = ?", database)) {
                run(
                        connection,
                        "create database " + database + " owner "
                                + secrets.owner().user());
            }
            run(connection, "revoke all on database " + database + " from public");
            run(
                    connection,
                    "grant connect on database " + database + " to "
                            + secrets.app().user());
        }
        grant(databaseUrl, secrets.owner(), secrets.app());
    }

    /** On the site's server: looks whether it will do, and gives the working role its rights. */
    static void prepareSite(String url, Login owner, Login app) throws SQLException {
        try (Connection connection = connect(url, owner)) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_MAJOR) {
                throw new DatabaseRefused("这台 PostgreSQL 是 " + major + " 版，需要 " + OLDEST_MAJOR + " 或更新版本"
                        + " / this PostgreSQL is version " + major + ", version " + OLDEST_MAJOR
                        + " or newer is needed");
            }
            if (!holds(connection, "select 1 where current_setting('server_encoding') = ?", "UTF8")) {
                throw new DatabaseRefused("数据库的编码必须是 UTF8 / the database's encoding must be UTF8");
            }
            if (!holds(connection, "select 1 from pg_roles where rolname = ?", app.user())) {
                throw new DatabaseRefused(
                        "没有角色 " + app.user() + "，请先建立" + " / there is no role " + app.user() + ", make it first");
            }
        }
        grant(url, owner, app);
    }

    /** What the owner makes from now on, the working role may use; migrations take away what it must not do. */
    private static void grant(String url, Login owner, Login app) throws SQLException {
        try (Connection connection = connect(url, owner)) {
            run(connection, "create schema if not exists " + Database.MIGRATIONS);
            if (!owner.user().equals(app.user())) {
                String role = "\"" + app.user().replace("\"", "\"\"") + "\"";
                run(connection, "alter default privileges grant usage on schemas to " + role);
                run(connection, "alter default privileges grant select, insert, update, delete on tables to " + role);
                run(connection, "alter default privileges grant usage, select on sequences to " + role);
                run(connection, "revoke all on schema " + Database.MIGRATIONS + " from " + role);
            }
        }
    }

    /** Drops every schema of the owner with all that is in it, in one transaction. */
    static void dropSchemas(String url, Login owner) throws SQLException {
        try (Connection connection = connect(url, owner)) {
            run(connection, """
                    do $$
                    declare schema_name text;
                    begin
                        for schema_name in
                            select nspname from pg_namespace join pg_roles on pg_roles.oid = nspowner
                            where rolname = current_user
                        loop
                            execute format('drop schema %I cascade', schema_name);
                        end loop;
                    end $$
                    """);
        }
    }

    private static Connection connect(String url, Login login) throws SQLException {
        return DriverManager.getConnection(url, login.user(), login.password());
    }

    private static boolean holds(Connection connection, String query, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
