package dev.mosaicstack.core.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Tx;
import java.time.Duration;
import java.time.Instant;

/** {@code dev.mosaicstack.backup.*}: what became of runs, and which are overdue. */
final class BackupEvents {

    private final Recorder recorder;

    BackupEvents(Recorder recorder) {
        this.recorder = recorder;
    }

    void started(Tx tx, Run run) {
        record(tx, run, "started", data(run));
    }

    void progressed(Tx tx, Run run) {
        Progress progress = run.progress();
        record(
                tx,
                run,
                "progress",
                data(run)
                        .put("phase", progress.phase())
                        .put("source", progress.source())
                        .put("percent", progress.percent())
                        .put("bytesDone", progress.bytesDone())
                        .put("bytesTotal", progress.bytesTotal())
                        .put("filesDone", progress.filesDone())
                        .put("filesTotal", progress.filesTotal())
                        .put("etaSeconds", progress.etaSeconds()));
    }

    void ended(Tx tx, Run run) {
        Cause cause = run.cause();
        ObjectNode data = data(run);
        if (run.startedAt() != null) {
            data.put(
                    "durationMillis",
                    Duration.between(run.startedAt(), run.endedAt()).toMillis());
        }
        if (cause != null) {
            data.put("code", cause.code()).put("detail", cause.detail());
        } else {
            count(data, run.outcome());
        }
        record(tx, run, what(run.kind(), cause), data);
    }

    private static void count(ObjectNode data, Outcome outcome) {
        data.put("sources", outcome.parts().size());
        long added = outcome.parts().stream()
                .filter(part -> part.bytesAdded() != null)
                .mapToLong(Part::bytesAdded)
                .sum();
        data.put("bytesAdded", added);
        var snapshots = data.putArray("snapshotIds");
        outcome.parts().stream()
                .filter(part -> part.snapshotId() != null)
                .forEach(part -> snapshots.add(part.snapshotId()));
    }

    private static String what(Kind kind, Cause cause) {
        boolean good = cause == null;
        return switch (kind) {
            case BACKUP -> good ? "completed" : "failed";
            case STRUCTURE, DATA -> good ? "verified" : "failed";
            case DRILL -> good ? "drill.passed" : provesNothing(cause) ? "failed" : "drill.failed";
            case RESTORE -> good ? "restored" : "failed";
        };
    }

    /** Nobody is to be woken because somebody ended a drill. */
    private static boolean provesNothing(Cause cause) {
        return cause.code().equals(Fault.STOPPED.name()) || cause.code().equals(Fault.INTERRUPTED.name());
    }

    void overdue(Tx tx, Duty duty, Instant now) {
        ObjectNode data = Recorder.data()
                .put("policy", duty.policy())
                .put("kind", duty.kind().text())
                .put("dueAt", duty.dueAt().toString())
                .put(
                        "lastGoodAt",
                        duty.lastGoodAt() == null ? null : duty.lastGoodAt().toString())
                .put("overdueSeconds", Duration.between(duty.dueAt(), now).toSeconds());
        recorder.record(tx, Caller.SYSTEM, "backup", "overdue", about(duty.policy()), data);
    }

    private static ObjectNode data(Run run) {
        return Recorder.data()
                .put("runId", run.id())
                .put("policy", run.policy())
                .put("kind", run.kind().text())
                .put("trigger", run.order().trigger());
    }

    private void record(Tx tx, Run run, String what, ObjectNode data) {
        recorder.record(tx, Caller.SYSTEM, "backup", what, new Recorder.About(subject(run.id()), null), data);
    }

    /** What a call that waits for a change of the run waits for. */
    static String subject(String runId) {
        return "backups/runs/" + runId;
    }

    private static Recorder.About about(String policy) {
        return new Recorder.About("backups/" + policy, null);
    }
}
