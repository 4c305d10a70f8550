package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Run;
import java.util.Arrays;

/** restic's exit codes, where it has one for what happened. */
final class ExitCode {

    static final int FAILED = 1;
    static final int LOCKED = 11;
    static final int STOPPED = 130;

    private ExitCode() {}

    static int of(Run ended) {
        Cause cause = ended.cause();
        if (cause == null) {
            return ended.ended() ? 0 : STOPPED;
        }
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.name().equals(cause.code()))
                .findFirst()
                .map(ExitCode::of)
                .orElse(FAILED);
    }

    static int of(Fault fault) {
        return switch (fault) {
            case SOURCE_MISSING, SOURCE_UNREADABLE, SOURCE_CHANGED -> 3;
            case REPOSITORY_MISSING -> 10;
            case REPOSITORY_LOCKED -> LOCKED;
            case PASSWORD_WRONG -> 12;
            case STOPPED -> STOPPED;
            case TOOL_MISSING,
                    REPOSITORY_FULL,
                    REPOSITORY_UNREACHABLE,
                    REPOSITORY_DAMAGED,
                    SOURCE_REFUSED,
                    DUMP_FAILED,
                    HOOK_FAILED,
                    SNAPSHOT_UNKNOWN,
                    TARGET_NOT_EMPTY,
                    TARGET_UNWRITABLE,
                    DRILL_MISMATCH,
                    TIMED_OUT,
                    INTERRUPTED,
                    POLICY_UNKNOWN,
                    RESTIC_FAILED,
                    INTERNAL -> FAILED;
        };
    }
}
