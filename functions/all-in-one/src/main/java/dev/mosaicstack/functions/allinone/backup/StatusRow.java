package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.BackupCalls.DutyView;
import dev.mosaicstack.core.backup.RunView;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** How one thing that a policy has to do is doing. @param last its newest run; null where there was none */
record StatusRow(DutyView duty, RunView last) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE dd MMM HH:mm", java.util.Locale.ROOT);

    /** What nobody wants and nobody did is not worth a row. */
    boolean matters() {
        return duty.kind().equals("backup") || duty.schedule() != null || duty.dueAt() != null || last != null;
    }

    boolean good() {
        return !duty.overdue() && (last == null || last.code() == null);
    }

    List<String> cells() {
        return List.of(
                duty.policy(),
                duty.kind(),
                duty.ageSeconds() == null ? "never" : Words.roughly(Duration.ofSeconds(duty.ageSeconds())) + " ago",
                duty.nextAt() == null ? "-" : TIME.format(duty.nextAt().atZone(ZoneId.systemDefault())),
                duty.overdue() ? "OVERDUE" : "",
                lastRun());
    }

    private String lastRun() {
        if (last == null) {
            return "none yet";
        }
        if (last.code() != null) {
            return last.state() + ": " + last.code() + ": " + last.detail();
        }
        return last.progress() == null || last.progress().percent() == null
                ? last.state()
                : last.state() + ", " + last.progress().percent() + "%";
    }
}
