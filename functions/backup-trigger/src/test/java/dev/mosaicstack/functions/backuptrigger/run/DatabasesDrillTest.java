package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.DebianPostgres;
import dev.mosaicstack.testkit.MariaDbServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the backup of two databases to the drill that shows that they can be had back. */
class DatabasesDrillTest {

    @TempDir
    Path folder;

    @Test
    void bothDatabasesOfAPolicyAreBackedUpAndShownToBeRestorable() throws Exception {
        try (var postgres = DebianPostgres.start();
                var mariadb = MariaDbServer.withUser("keeper", "pass-word")) {
            fill(postgres);
            fill(mariadb);
            Rig rig = Rig.in(folder)
                    .with("sources.one.kind", "postgresql")
                    .with("sources.one.url", "postgresql://postgres@127.0.0.1:" + postgres.port() + "/shop")
                    .with("sources.one.password", DebianPostgres.PASSWORD)
                    .with("sources.two.kind", "mariadb")
                    .with("sources.two.url", "mariadb://keeper@127.0.0.1:" + mariadb.port() + "/shop")
                    .with("sources.two.password", "pass-word");
            Work work = rig.work(Kind.BACKUP);
            Outcome backup = new BackupJob(History.NONE).run(work);
            assertThat(backup.cause()).isNull();
            Run run = work.run().succeed(backup, Instant.now());

            var history = new History(
                    id -> Optional.of(run).filter(found -> found.id().equals(id)), Optional::empty);
            Outcome drill = new DrillJob(history).run(rig.work(Kind.DRILL));
            assertThat(drill.cause()).isNull();
            assertThat(drill.parts())
                    .extracting(Part::proof)
                    .allMatch(proof -> proof.endsWith("byte by byte as dumped; 1 table, 2 rows, as dumped"));
        }
    }

    private static void fill(DatabaseServer server) throws SQLException {
        DatabaseServer.Database shop = server.create("shop");
        try (var connection = DriverManager.getConnection(shop.url(), shop.user(), shop.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE goods(name varchar(20))");
            statement.execute("INSERT INTO goods VALUES ('bread'), (NULL)");
        }
    }
}
