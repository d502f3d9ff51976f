package cn.shiji.app.database;

import cn.shiji.access.Rows;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reach of the running thread into each transaction before its first statement, and again where the reach has
 * changed since. A statement outside a transaction gets a short one of its own, for the setting holds no longer than a
 * transaction: so nothing of it stays on a connection that goes back to the pool.
 *
 * <p>The values of a query outside a transaction are all read when it returns, so that the transaction may end before they
 * are looked at.
 */
final class ReachingDataSource implements DataSource, AutoCloseable {

    private final DataSource pool;
    private final Rows rows;

    ReachingDataSource(DataSource pool, Rows rows) {
        this.pool = pool;
        this.rows = rows;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return reaching(pool.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return reaching(pool.getConnection(user, password));
    }

    private Connection reaching(Connection connection) {
        return new Reaching(connection).proxy;
    }

    /** One connection while it is lent. */
    private final class Reaching implements InvocationHandler {

        private final Connection connection;
        private final Connection proxy;
        private @Nullable PreparedStatement setting;
        /** The reach that stands in the running transaction, null where none was written. */
        private @Nullable String written;

        Reaching(Connection connection) {
            this.connection = connection;
            this.proxy = proxy(Connection.class, this);
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "commit", "setAutoCommit", "close", "abort" -> written = null;
                case "rollback" -> {
                    // Also of a savepoint: what was set after it is gone.
                    written = null;
                }
                case "unwrap" -> {
                    // Whoever goes past us (COPY) still works within the reach.
                    if (!connection.getAutoCommit()) {
                        writeReach();
                    }
                }
                case "equals" -> {
                    return self == sole(arguments);
                }
                case "hashCode" -> {
                    return System.identityHashCode(self);
                }
                default -> {
                    // The rest goes through.
                }
            }
            Object answer = call(connection, method, arguments);
            return switch (answer) {
                case CallableStatement statement -> statement(CallableStatement.class, statement);
                case PreparedStatement statement -> statement(PreparedStatement.class, statement);
                case Statement statement -> statement(Statement.class, statement);
                case null, default -> answer;
            };
        }

        private <S extends Statement> S statement(Class<S> type, S statement) {
            return proxy(type, (self, method, arguments) -> {
                if (method.getName().startsWith("execute")) {
                    return execute(statement, method, arguments);
                }
                return switch (method.getName()) {
                    case "getConnection" -> proxy;
                    case "equals" -> self == sole(arguments);
                    case "hashCode" -> System.identityHashCode(self);
                    default -> call(statement, method, arguments);
                };
            });
        }

        private @Nullable Object execute(Statement statement, Method method, Object @Nullable [] arguments)
                throws Throwable {
            if (!connection.getAutoCommit()) {
                writeReach();
                return call(statement, method, arguments);
            }
            // With a fetch size the driver would keep a cursor, which ends with the transaction.
            statement.setFetchSize(0);
            connection.setAutoCommit(false);
            try {
                writeReach();
                Object answer = call(statement, method, arguments);
                connection.commit();
                return answer;
            } catch (Throwable failed) {
                try {
                    connection.rollback();
                } catch (SQLException alsoFailed) {
                    failed.addSuppressed(alsoFailed);
                }
                throw failed;
            } finally {
                written = null;
                connection.setAutoCommit(true);
            }
        }

        private void writeReach() throws SQLException {
            String reach = rows.now();
            if (reach.equals(written)) {
                return;
            }
            PreparedStatement statement = setting;
            if (statement == null || statement.isClosed()) {
                statement = connection.prepareStatement("select set_config('shiji.reach', ?, true)");
                setting = statement;
            }
            statement.setString(1, reach);
            statement.execute();
            written = reach;
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(ReachingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object sole(Object @Nullable [] arguments) {
        return arguments == null ? null : arguments[0];
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    @Override
    public void close() throws Exception {
        if (pool instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || pool.isWrapperFor(type);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }
}
