package dev.mosaicstack.store;

import dev.mosaicstack.core.event.BeforeAnswer;
import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.core.store.Store;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;

/** The three databases that are built in, of which one is switched on. */
@Singleton
final class Databases {

    private final StoreSettings settings;
    private final Instance<AgroalDataSource> sources;
    private final Instance<Flyway> migrations;

    Databases(StoreSettings settings, @Any Instance<AgroalDataSource> sources, @Any Instance<Flyway> migrations) {
        this.settings = settings;
        this.sources = sources;
        this.migrations = migrations;
    }

    /** Which one it is. */
    Dialect dialect() {
        return settings.db().kind();
    }

    /** Brings its schema up to date and opens it. */
    Store open(List<CommitListener> listeners, List<BeforeAnswer> beforeAnswer) {
        return switch (dialect()) {
            case SQLITE -> {
                migrate("writer");
                yield new SqliteStore(source("writer"), source("reader"), listeners, beforeAnswer);
            }
            case POSTGRESQL -> server(Dialect.POSTGRESQL, "postgresql", listeners, beforeAnswer);
            case MARIADB -> server(Dialect.MARIADB, "mariadb", listeners, beforeAnswer);
        };
    }

    private Store server(
            Dialect dialect, String name, List<CommitListener> listeners, List<BeforeAnswer> beforeAnswer) {
        try (Connection connection = source(name).getConnection()) {
            ServerCheck.of(dialect).require(connection);
        } catch (SQLException e) {
            throw ServerCheck.away(e);
        }
        migrate(name);
        return new ServerStore(dialect, source(name), listeners, beforeAnswer);
    }

    private void migrate(String name) {
        migrations
                .select(FlywayDataSource.FlywayDataSourceLiteral.of(name))
                .get()
                .migrate();
    }

    private AgroalDataSource source(String name) {
        return sources.select(new DataSource.DataSourceLiteral(name)).get();
    }
}
