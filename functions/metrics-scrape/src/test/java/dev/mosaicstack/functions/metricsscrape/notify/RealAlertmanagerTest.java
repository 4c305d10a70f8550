package dev.mosaicstack.functions.metricsscrape.notify;

import static dev.mosaicstack.functions.metricsscrape.notify.AlertsForTests.firing;
import static dev.mosaicstack.functions.metricsscrape.notify.AlertsForTests.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.metricsscrape.notify.Alertmanager.Standing;
import dev.mosaicstack.testkit.AlertmanagerServer;
import dev.mosaicstack.testkit.Sink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it makes of what we say: the one from Debian. */
@Timeout(90)
class RealAlertmanagerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void itTellsOfWhatFiresAndOfWhatIsResolved() {
        try (Sink hook = Sink.open((request, nth) -> Sink.answer(200));
                AlertmanagerServer server = AlertmanagerServer.start(hook.url());
                var alertmanager = new Alertmanager("real", server.base(), null, Duration.ofSeconds(15))) {
            Instant now = Instant.now();
            Instant fired = now.minusSeconds(30);
            alertmanager.send(now.minusSeconds(1), List.of(firing("var", fired), firing("home", fired)));
            Awaitility.await().atMost(SOON).until(() -> server.alerts().size() == 2);
            assertThat(server.alerts())
                    .extracting(alert -> alert.at("/labels/mountpoint").textValue())
                    .containsExactlyInAnyOrder("/var", "/home");
            JsonNode told = told(hook, "firing", "/var");
            assertThat(told.path("labels"))
                    .isEqualTo(
                            Json.tree(
                                    "{\"alertname\":\"DiskFull\",\"job\":\"host\",\"mountpoint\":\"/var\",\"severity\":\"critical\"}"));
            assertThat(told.at("/annotations/runbook_url").textValue()).isEqualTo("https://runbooks.example/disk");
            assertThat(Instant.parse(told.path("startsAt").textValue())).isEqualTo(fired);

            alertmanager.send(now, List.of(resolved("var", fired, now), firing("home", fired)));
            JsonNode over = told(hook, "resolved", "/var");
            assertThat(Instant.parse(over.path("endsAt").textValue())).isEqualTo(now);
            assertThat(server.alerts())
                    .extracting(alert -> alert.at("/labels/mountpoint").textValue())
                    .containsExactly("/home");
        }
    }

    @Test
    void ofWhatItCannotReadItTakesTheRestAndSaysSo() {
        try (Sink hook = Sink.open((request, nth) -> Sink.answer(200));
                AlertmanagerServer server = AlertmanagerServer.start(hook.url());
                var alertmanager = new Alertmanager("real", server.base(), null, Duration.ofSeconds(15))) {
            Instant now = Instant.now();
            Alert good = firing("var", now);
            var bad = new Alert(
                    "bad",
                    "Bad",
                    "f",
                    Map.of("no label", "x"),
                    "info",
                    "s",
                    null,
                    good.state(),
                    now,
                    Double.NaN,
                    now,
                    1);
            alertmanager.send(now, List.of(bad, good));
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> alertmanager.standing().equals(new Standing("real", false, 0, 1)));
            assertThat(server.alerts())
                    .extracting(alert -> alert.at("/labels/mountpoint").textValue())
                    .containsExactly("/var");
        }
    }

    /** The alert in the newest message of that kind, once there is one. */
    private static JsonNode told(Sink hook, String status, String mountpoint) {
        return Awaitility.await(status + " " + mountpoint)
                .atMost(SOON)
                .until(
                        () -> {
                            for (Sink.Received message : hook.received().reversed()) {
                                for (JsonNode alert : Json.tree(message.text()).path("alerts")) {
                                    if (alert.path("status").asText().equals(status)
                                            && alert.at("/labels/mountpoint")
                                                    .asText()
                                                    .equals(mountpoint)) {
                                        return alert;
                                    }
                                }
                            }
                            return null;
                        },
                        found -> found != null);
    }
}
