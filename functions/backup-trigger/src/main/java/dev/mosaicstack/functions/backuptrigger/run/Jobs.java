package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/** Which kind of run does what. */
public final class Jobs {

    private Jobs() {}

    static Job of(Kind kind) {
        return switch (kind) {
            case BACKUP -> new BackupJob();
            case STRUCTURE, DATA, DRILL, RESTORE ->
                work -> {
                    throw new Failure(Fault.INTERNAL, "not yet");
                };
        };
    }
}
