package dev.mosaicstack.functions.metricsscrape.notify;

import dev.mosaicstack.core.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When an Alertmanager was told of which alert. After a start it is told of all again, which does no harm. */
final class Told {

    /** It is said again that often, as Prometheus' {@code --rules.alert.resend-delay} has it. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    private final Map<String, Instant> lastAt = new HashMap<>();

    /** Those of them that it must be told of now; others than these are forgotten. */
    List<Alert> due(Instant at, List<Alert> alerts) {
        Set<String> ids = new HashSet<>();
        alerts.forEach(alert -> ids.add(alert.id()));
        lastAt.keySet().retainAll(ids);
        return alerts.stream().filter(alert -> isDue(at, alert)).toList();
    }

    private boolean isDue(Instant at, Alert alert) {
        if (alert.firedAt() == null) {
            return false;
        }
        Instant last = lastAt.get(alert.id());
        boolean overSince =
                last != null && alert.resolvedAt() != null && alert.resolvedAt().isAfter(last);
        return last == null
                || overSince
                || last.isAfter(at)
                || !last.plus(AGAIN).isAfter(at);
    }

    void told(Instant at, List<Alert> alerts) {
        alerts.forEach(alert -> lastAt.put(alert.id(), at));
    }
}
