package dev.mosaicstack.core.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Tx;

/** {@code dev.mosaicstack.alert.*}: what fires, and what no longer does. */
final class AlertEvents {

    private final Recorder recorder;

    AlertEvents(Recorder recorder) {
        this.recorder = recorder;
    }

    void firing(Tx tx, Alert alert) {
        record(tx, alert, "firing", data(alert));
    }

    /** @param reason null where it was just not found any more */
    void resolved(Tx tx, Alert alert, String reason) {
        ObjectNode data = data(alert).put("resolvedAt", alert.resolvedAt().toString());
        if (reason != null) {
            data.put("reason", reason);
        }
        record(tx, alert, "resolved", data);
    }

    private static ObjectNode data(Alert alert) {
        ObjectNode data = Recorder.data()
                .put("alertId", alert.id())
                .put("rule", alert.rule())
                .put("severity", alert.severity());
        ObjectNode labels = data.putObject("labels");
        alert.labels().forEach(labels::put);
        data.put("summary", alert.summary());
        if (alert.runbook() != null) {
            data.put("runbook", alert.runbook());
        }
        return data.put("value", alert.valueText())
                .put("activeSince", alert.activeSince().toString())
                .put("firedAt", alert.firedAt().toString());
    }

    private void record(Tx tx, Alert alert, String what, ObjectNode data) {
        recorder.record(tx, Caller.SYSTEM, "alert", what, new Recorder.About("alerts/" + alert.rule(), null), data);
    }
}
