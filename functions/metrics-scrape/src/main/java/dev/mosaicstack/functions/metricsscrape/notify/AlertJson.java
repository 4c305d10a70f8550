package dev.mosaicstack.functions.metricsscrape.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.core.json.Json;
import java.time.Instant;
import java.util.List;

/** Alerts as Alertmanager takes them (its OpenAPI 2.0, {@code postableAlerts}), in the words of Prometheus 2.42. */
final class AlertJson {

    private AlertJson() {}

    /** @param endsAt of those that fire: when they are over unless they are said again */
    static byte[] of(List<Alert> alerts, Instant endsAt) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        alerts.forEach(alert -> all.add(one(alert, endsAt)));
        return Json.bytes(all);
    }

    private static ObjectNode one(Alert alert, Instant endsAt) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        ObjectNode labels = one.putObject("labels");
        alert.labels().forEach(labels::put);
        labels.put("alertname", alert.rule()).put("severity", alert.severity());
        ObjectNode annotations = one.putObject("annotations").put("summary", alert.summary());
        if (alert.runbook() != null) {
            annotations.put("runbook_url", alert.runbook());
        }
        Instant end = alert.resolvedAt() == null ? endsAt : alert.resolvedAt();
        return one.put("startsAt", alert.firedAt().toString()).put("endsAt", end.toString());
    }
}
