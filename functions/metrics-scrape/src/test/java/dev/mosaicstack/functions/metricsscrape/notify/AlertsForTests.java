package dev.mosaicstack.functions.metricsscrape.notify;

import dev.mosaicstack.core.alert.Alert;
import java.time.Instant;
import java.util.Map;

/** Alerts as rows have them. */
final class AlertsForTests {

    private AlertsForTests() {}

    static Alert firing(String id, Instant firedAt) {
        return alert(id, new Alert.Firing(firedAt), firedAt);
    }

    static Alert resolved(String id, Instant firedAt, Instant resolvedAt) {
        return alert(id, new Alert.Resolved(firedAt, resolvedAt), firedAt);
    }

    static Alert pending(String id, Instant since) {
        return alert(id, new Alert.Pending(), since);
    }

    private static Alert alert(String id, Alert.State state, Instant at) {
        return new Alert(
                id,
                "DiskFull",
                "f" + id,
                Map.of("mountpoint", "/" + id, "job", "host"),
                "critical",
                "/" + id + " is \"full\"\n",
                "https://runbooks.example/disk",
                state,
                at.minusSeconds(300),
                0.95,
                at,
                1);
    }
}
