package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Stack;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups where several processes share one database, and where the process comes and goes. */
class BackupProcessesContractTest {

    private static final Map<String, String> CALLED_ONLY = Map.of("MOSAIC_BACKUP_SCHEDULED", "false");

    @TempDir
    Path folder;

    @Test
    void whatTheProcessThatIsGoneShouldHaveDoneIsToldByAnother() {
        Vault vault = Vault.in(folder);
        try (Stack all = Stack.ofItsOwn("backup-overdue", Map.of());
                Redis redis = all.redis()) {
            Map<String, String> env =
                    new HashMap<>(vault.policy("late", Map.of("OVERDUE_AFTER", "PT10S"), vault.files()));
            env.putAll(CALLED_ONLY);
            try (Stack alone = all.function("backup-trigger", env)) {
                assertThat(new Runs(alone.api()).policy("late", "backup").getBoolean("overdue"))
                        .isFalse();
            }
            assertThat(overdue(redis)).isEmpty();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(overdue(redis)).hasSize(1));
            var data = Json.tree(overdue(redis).getFirst().data());
            assertThat(data.path("policy").textValue()).isEqualTo("late");
            assertThat(DocumentedEvents.of("backup-trigger").get("backup.overdue"))
                    .containsExactlyInAnyOrderElementsOf(
                            DocumentedEvents.fields(overdue(redis).getFirst()));
            Exposition metrics = BackupContractTest.metrics(all);
            assertThat(BackupContractTest.sample(metrics, "overdue", "late")).isEqualTo(1);
            assertThat(metrics.samples("mosaic_backup_last_success_timestamp_seconds"))
                    .isEmpty();

            try (Stack again = all.function("backup-trigger", env)) {
                var runs = new Runs(again.api());
                runs.succeeded(runs.run("late"));
                assertThat(runs.policy("late", "backup").getBoolean("overdue")).isFalse();
                assertThat(BackupContractTest.sample(BackupContractTest.metrics(again), "overdue", "late"))
                        .isZero();
            }
            assertThat(overdue(redis)).as("told once").hasSize(1);
        }
    }

    @Test
    void aTimeOfTheScheduleIsOneRunOfTwoProcessesAndNoneWhereTheScheduleIsOff() {
        Vault vault = Vault.in(folder);
        Map<String, String> env =
                new HashMap<>(vault.policy("minutely", Map.of("SCHEDULE", "* * * * *"), vault.files()));
        Map<String, String> off = new HashMap<>(vault.policy("off", Map.of("SCHEDULE", "* * * * *"), vault.files()));
        off.putAll(CALLED_ONLY);
        off.put("MOSAIC_BACKUP_INSTANCE", "off");
        // Before the first of them: it may run the minute that comes while the others start.
        Instant begin = Instant.now();
        try (Stack all = Stack.ofItsOwn("backup-twice", env);
                Stack twin = all.function("backup-trigger", env);
                Stack called = all.function("backup-trigger", off)) {
            await().atMost(Duration.ofSeconds(75))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> !runs(all, "minutely").isEmpty());
            var runs = new Runs(twin.api());
            runs.succeeded(runs(twin, "minutely").getFirst().get("runId").toString());
            Instant end = Instant.now();
            long minutes = ChronoUnit.MINUTES.between(
                    begin.truncatedTo(ChronoUnit.MINUTES), end.truncatedTo(ChronoUnit.MINUTES));
            assertThat(runs(all, "minutely")).hasSizeBetween(1, (int) minutes);
            assertThat(runs(all, "minutely"))
                    .extracting(run -> run.get("requestedAt").toString().substring(0, 16))
                    .doesNotHaveDuplicates();
            assertThat(runs(all, "off")).isEmpty();
            var alone = new Runs(called.api());
            assertThat(alone.succeeded(alone.run("off")).getString("trigger")).isEqualTo("call");
        }
    }

    /** As a PingSource of Knative does it: no header of ours, a limited token in the address. */
    @Test
    void anEventThatComesAtATimeCallsForABackup() {
        Vault vault = Vault.in(folder);
        Map<String, String> env = new HashMap<>(vault.policy("pinged", Map.of(), vault.files()));
        env.putAll(CALLED_ONLY);
        try (Stack stack = Stack.of(Artifact.thatTakesEvents(), "backup-ping", env)) {
            String token = stack.api()
                    .admin("token-create", Map.of("name", "ping", "role", "admin", "calls", List.of("backup-run")))
                    .statusCode(201)
                    .extract()
                    .path("token");
            var ping = Map.of(
                    "ce-specversion", "1.0",
                    "ce-id", UUID.randomUUID().toString(),
                    "ce-source", "/apis/v1/namespaces/default/pingsources/nightly",
                    "ce-type", "dev.knative.sources.ping",
                    "Content-Type", "application/json");
            var typed = plus(ping, "ce-type", "backup-run");
            String run = send(stack, token, typed).statusCode(202).extract().path("runId");
            assertThat(send(stack, token, typed).statusCode(202).extract().<String>path("runId"))
                    .as("the same event again")
                    .isEqualTo(run);
            var runs = new Runs(stack.api());
            JsonPath end = runs.succeeded(run);
            assertThat(end.getInt("sources[0].files.created")).isEqualTo(1);
            stack.api()
                    .send(Method.POST, "/?access_token=" + token, null, plus(typed, "ce-type", "backup-status"), "{}")
                    .statusCode(403);
        }
    }

    private static io.restassured.response.ValidatableResponse send(Stack stack, String token, Map<String, ?> headers) {
        return stack.api().send(Method.POST, "/?access_token=" + token, null, headers, Map.of("policy", "pinged"));
    }

    private static List<Map<String, Object>> runs(Stack of, String policy) {
        return of.api()
                .admin("backup-status", Map.of("policy", policy))
                .statusCode(200)
                .extract()
                .path("items");
    }

    private static List<Events.Event> overdue(Redis redis) {
        return Events.all(redis).stream()
                .filter(event -> event.type().endsWith("backup.overdue"))
                .toList();
    }
}
