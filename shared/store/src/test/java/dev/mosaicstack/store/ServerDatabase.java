package dev.mosaicstack.store;

import dev.mosaicstack.core.event.CommitListener;
import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.DatabaseUnderTest;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** A migrated database on a real server, which is started once for all tests of its kind, and stores on it. */
final class ServerDatabase implements AutoCloseable {

    private static final Map<Dialect, DatabaseServer> SERVERS = new EnumMap<>(Dialect.class);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Dialect dialect;
    private final DatabaseServer.Database database;
    private final List<AgroalDataSource> pools = new ArrayList<>();

    ServerDatabase(Dialect dialect) {
        this.dialect = dialect;
        this.database = server(dialect).create("contract_" + COUNT.incrementAndGet());
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("db/" + kind(dialect))
                .load()
                .migrate();
    }

    static synchronized DatabaseServer server(Dialect dialect) {
        return SERVERS.computeIfAbsent(dialect, d -> {
            DatabaseServer server = DatabaseUnderTest.start(kind(d));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        });
    }

    private static String kind(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? "postgresql" : "mariadb";
    }

    /** One more store, as another process would have it: with connections of its own. */
    ServerStore store(CommitListener... listeners) {
        var configuration = new AgroalDataSourceConfigurationSupplier();
        configuration.connectionPoolConfiguration(pool -> pool.maxSize(16)
                .acquisitionTimeout(Duration.ofSeconds(2))
                .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url())
                        .jdbcProperty("useServerPrepStmts", "true")
                        .principal(new NamePrincipal(database.user()))
                        .credential(new SimplePassword(database.password()))
                        .jdbcTransactionIsolation(
                                io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation
                                        .READ_COMMITTED)));
        try {
            AgroalDataSource pool = AgroalDataSource.from(configuration);
            pools.add(pool);
            return new ServerStore(dialect, pool, new Listeners(List.of(listeners), List.of()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    @Override
    public void close() {
        pools.forEach(AgroalDataSource::close);
    }
}
