package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.store.SqliteFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** SQLite checks the restored database, indexes included; its rows are counted and summed up again. */
record SqliteProof(Source.Sqlite source) implements Proof {

    @Override
    public String prove(Work work, Path restored, Sums taken) throws Failure {
        try {
            List<String> damage = SqliteFile.damage(restored, true);
            if (!damage.isEmpty()) {
                throw damaged(damage.getFirst());
            }
            List<Sums.Table> tables =
                    SqliteFile.tables(restored, () -> !work.programs().stopped());
            work.programs().mustGoOn();
            return new Counted("table", "row", tables).compare(taken);
        } catch (SQLException e) {
            throw damaged(e.getMessage());
        }
    }

    private static Failure damaged(String words) {
        return new Failure(Fault.DRILL_MISMATCH, "the restored database is damaged, says SQLite: " + words);
    }
}
