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
            refuseMighty(connection, app);
        }
        grant(url, owner, app);
    }

    /**
     * Refuses a working role that could look past row security or switch it off.
     *
     * @param connection of the owner of the schemas
     */
    private static void refuseMighty(Connection connection, Login app) throws SQLException {
        String reason;
        if (holds(connection, "select 1 where current_user = ?", app.user())) {
            reason = "它也是建表的角色，请用 SHIJI_DB_APP_USER 另指一个 / it owns the schemas too, name another in SHIJI_DB_APP_USER";
        } else if (holds(connection, "select 1 from pg_roles where rolname = ? and rolsuper", app.user())) {
            reason = "它是超级用户 / it is a superuser";
        } else if (holds(connection, "select 1 from pg_roles where rolname = ? and rolbypassrls", app.user())) {
            reason = "它有 BYPASSRLS / it has BYPASSRLS";
        } else if (holds(connection, "select 1 where pg_has_role(?, current_user, 'member')", app.user())) {
            reason = "它属于建表的角色 / it is a member of the role that owns the schemas";
        } else if (holds(connection, """
                        select 1 from pg_class c join pg_roles r on r.oid = c.relowner
                        where r.rolname = ? and c.relkind in ('r', 'p') and c.relpersistence <> 't' limit 1
                        """, app.user())) {
            reason = "它名下有表 / it owns tables";
        } else {
            return;
        }
        throw new DatabaseRefused("服务器不能用角色 " + app.user() + " 工作，行级安全挡不住它："
                + reason.replace(
                        " / ",
                        " / the server cannot work as the role " + app.user() + ", row security does not hold it: "));
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
