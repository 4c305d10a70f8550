package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.backup.BackupCalls;
import dev.mosaicstack.core.backup.BackupCalls.DutyView;
import dev.mosaicstack.core.backup.BackupCalls.StatusRequest;
import dev.mosaicstack.core.backup.BackupCalls.StatusResponse;
import dev.mosaicstack.core.backup.RunView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

@Singleton
final class BackupStatus extends CallTool<StatusRequest, StatusResponse> {

    BackupStatus(Exchanges exchanges, BackupCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.BACKUP_STATUS,
                        Hints.READS,
                        "Look at backups",
                        "Shows how backups are doing: of each policy when it was last backed up, verified and "
                                + "restored as a drill, what is overdue, and its runs, newest first. With a runId it shows "
                                + "that run; to wait for its next change, give waitSeconds and the version that you know "
                                + "as sinceVersion.",
                        StatusRequest.class,
                        StatusResponse.class,
                        calls::status,
                        BackupStatus::say));
    }

    private static String say(StatusResponse status) {
        String duties = status.policies().stream()
                .filter(duty -> duty.dueAt() != null || duty.lastGoodAt() != null)
                .map(duty -> say(duty) + "\n")
                .collect(Collectors.joining());
        return duties + Say.list("runs of backups", status.items(), BackupStatus::say, status.nextCursor());
    }

    private static String say(DutyView duty) {
        String last = duty.lastGoodAt() == null ? "never" : "last at " + duty.lastGoodAt();
        return "Policy " + duty.policy() + ": good " + duty.kind() + " " + last + (duty.overdue() ? ", OVERDUE" : "")
                + ".";
    }

    private static String say(RunView run) {
        var text = new StringBuilder("Run " + run.runId() + ", " + run.kind() + " of policy " + run.policy() + ", is "
                + run.state() + ", version " + run.version());
        if (run.progress() != null && run.progress().percent() != null) {
            text.append(", ").append(run.progress().percent()).append(" % of ");
            text.append(run.progress().source()).append(" done");
        }
        return text.append(".") + (run.code() == null ? "" : Say.text(run.code(), run.detail()));
    }
}
