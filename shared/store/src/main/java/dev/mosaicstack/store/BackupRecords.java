package dev.mosaicstack.store;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.Sums;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What is JSON in the rows of runs. Every function reads them: the sweep ends runs, wherever it is. */
@RegisterForReflection(
        targets = {
            Cause.class,
            Order.class,
            Outcome.class,
            Part.class,
            Part.Files.class,
            Progress.class,
            Sums.class,
            Sums.Table.class
        })
final class BackupRecords {

    private BackupRecords() {}
}
