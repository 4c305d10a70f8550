package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Kind;

/** Which kind of run does what. */
public final class Jobs {

    private Jobs() {}

    static Job of(Kind kind, History history) {
        return switch (kind) {
            case BACKUP -> new BackupJob(history);
            case STRUCTURE, DATA -> new CheckJob(history);
            case DRILL -> new DrillJob(history);
            case RESTORE -> new RestoreJob(history);
        };
    }
}
