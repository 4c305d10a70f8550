package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Run;
import java.util.Map;

/** restic's exit codes, where it has one for what happened. */
final class ExitCode {

    static final int FAILED = 1;
    static final int LOCKED = 11;
    static final int STOPPED = 130;

    private static final Map<Fault, Integer> CODES = Map.of(
            Fault.SOURCE_MISSING, 3,
            Fault.SOURCE_UNREADABLE, 3,
            Fault.SOURCE_CHANGED, 3,
            Fault.REPOSITORY_MISSING, 10,
            Fault.REPOSITORY_LOCKED, LOCKED,
            Fault.PASSWORD_WRONG, 12,
            Fault.STOPPED, STOPPED);

    private ExitCode() {}

    static int of(Run ended) {
        Cause cause = ended.cause();
        if (cause == null) {
            return ended.ended() ? 0 : STOPPED;
        }
        return Fault.of(cause.code()).map(ExitCode::of).orElse(FAILED);
    }

    static int of(Fault fault) {
        return CODES.getOrDefault(fault, FAILED);
    }
}
