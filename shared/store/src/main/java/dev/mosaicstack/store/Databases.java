package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** The three databases that are built in, of which one is switched on. */
@Singleton
final class Databases {

    private final Dialect dialect;
    private final Instance<AgroalDataSource> sources;
    private final Instance<Flyway> migrations;

    Databases(
            @ConfigProperty(name = "quarkus.datasource.postgresql.active") boolean postgresql,
            @ConfigProperty(name = "quarkus.datasource.mariadb.active") boolean mariadb,
            @Any Instance<AgroalDataSource> sources,
            @Any Instance<Flyway> migrations) {
        this.dialect = postgresql ? Dialect.POSTGRESQL : mariadb ? Dialect.MARIADB : Dialect.SQLITE;
        this.sources = sources;
        this.migrations = migrations;
    }

    /** Which one it is. */
    Dialect dialect() {
        return dialect;
    }

    /** The connections to the server. @throws IllegalStateException where the database is a file */
    AgroalDataSource server() {
        return switch (dialect()) {
            case POSTGRESQL -> source("postgresql");
            case MARIADB -> source("mariadb");
            case SQLITE -> throw new IllegalStateException("the database is no server");
        };
    }

    /**
     * Brings its schema up to date and opens it.
     *
     * @throws OpeningStore.NotYet where the server does not answer
     */
    Store open(Listeners listeners) {
        return switch (dialect()) {
            case SQLITE -> {
                migrations("writer").migrate();
                yield new SqliteStore(source("writer"), source("reader"), listeners);
            }
            case POSTGRESQL -> server(Dialect.POSTGRESQL, "postgresql", listeners);
            case MARIADB -> server(Dialect.MARIADB, "mariadb", listeners);
        };
    }

    private Store server(Dialect dialect, String name, Listeners listeners) {
        try (Connection connection = source(name).getConnection()) {
            ServerCheck.of(dialect).require(connection);
        } catch (SQLException e) {
            IllegalStateException away = ServerCheck.away(e);
            throw dialect.fault(e) == Dialect.Fault.UNAVAILABLE ? new OpeningStore.NotYet(away.getMessage()) : away;
        }
        migrations(name).migrate();
        return new ServerStore(dialect, source(name), listeners);
    }

    private Flyway migrations(String name) {
        return migrations
                .select(FlywayDataSource.FlywayDataSourceLiteral.of(name))
                .get();
    }

    private AgroalDataSource source(String name) {
        return sources.select(new DataSource.DataSourceLiteral(name)).get();
    }
}
