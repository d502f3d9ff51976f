package cn.shiji.app.database;

import cn.shiji.access.Rows;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Connects the application with the {@link Database} that was opened before it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int CONNECTIONS = 20;

    /** What the application works with: a pool of connections of the role that owns nothing, each within its thread's reach. */
    @Bean
    @Primary
    ReachingDataSource dataSource(Database database, Rows rows) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("shiji");
        config.setJdbcUrl(database.url());
        config.setUsername(database.app().user());
        config.setPassword(database.app().password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(15_000);
        return new ReachingDataSource(new HikariDataSource(config), rows);
    }

    /** What migrations work with: the owner of the schemas, who must see all rows to change them. */
    @Bean
    @FlywayDataSource
    DataSource migrationDataSource(Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.url());
        source.setUser(database.owner().user());
        source.setPassword(database.owner().password());
        source.setOptions("-c shiji.reach={(,)}");
        return source;
    }

    /** Migrations name the working role {@code ${app}}, for at a site it may be called anything. */
    @Bean
    FlywayConfigurationCustomizer migrationSettings(Database database) {
        String app = "\"" + database.app().user().replace("\"", "\"\"") + "\"";
        return flyway -> flyway.defaultSchema(Database.MIGRATIONS).placeholders(Map.of("app", app));
    }
}
