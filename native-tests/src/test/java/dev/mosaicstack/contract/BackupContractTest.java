package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.Stack;
import io.restassured.path.json.JsonPath;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backups as callers see them, with real restic, on an instance of its own. One repository: one test at a time. */
@Execution(ExecutionMode.SAME_THREAD)
class BackupContractTest {

    @TempDir
    static Path folder;

    private static Vault vault;
    private static Stack stack;
    private static Runs runs;
    private static Api api;

    @BeforeAll
    static void start() {
        vault = Vault.in(folder);
        Map<String, String> env = new HashMap<>();
        var limits = Map.of("OVERDUE_AFTER", "P2D", "KEEP_LAST", "3");
        env.putAll(vault.policy("nightly", limits, vault.files()));
        env.putAll(Map.of(
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_SOURCES_NUMBERS_KIND", "command",
                "MOSAIC_BACKUP_POLICIES_NIGHTLY_SOURCES_NUMBERS_COMMAND", "seq 1 3"));
        env.putAll(vault.policy("slow", Map.of(), vault.slowCommand(2_000_000)));
        env.putAll(vault.policy("impatient", Map.of("OVERLAP", "refuse"), vault.files()));
        env.putAll(vault.policy(
                "broken", Map.of(), Map.of("KIND", "command", "COMMAND", "seq 1 9; echo no luck >&2; exit 4")));
        stack = Stack.ofItsOwn("backup", env);
        api = stack.api();
        runs = new Runs(api);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @BeforeEach
    void closed() {
        vault.closeGate();
    }

    @Test
    void aBackupIsInTheRepositoryAndItsNumbersAreEverywhere() {
        vault.write("another");
        String run = runs.run("nightly");
        JsonPath end = runs.succeeded(run);
        assertThat(end.getString("trigger")).isEqualTo("call");
        assertThat(end.getList("sources.source")).containsExactlyInAnyOrder("main", "numbers");
        int created = end.getInt("sources.find { it.source == 'main' }.files.created");
        assertThat(created).isBetween(1, 2);
        String numbers = end.getString("sources.find { it.source == 'numbers' }.snapshotId");
        assertThat(vault.restic("-q", "dump", numbers, "numbers")).isEqualTo("1\n2\n3\n");

        JsonPath duty = runs.policy("nightly", "backup");
        assertThat(duty.getString("lastGoodRunId")).isEqualTo(run);
        assertThat(duty.getBoolean("overdue")).isFalse();

        Exposition metrics = metrics(stack);
        double last = sample(metrics, "last_success_timestamp_seconds", "nightly");
        assertThat(last).isBetween(System.currentTimeMillis() / 1000.0 - 120, System.currentTimeMillis() / 1000.0 + 1);
        assertThat(sample(metrics, "due_timestamp_seconds", "nightly")).isBetween(last + 172_700, last + 172_801);
        assertThat(sample(metrics, "overdue", "nightly")).isZero();
        assertThat(sample(metrics, "last_run_success", "nightly")).isEqualTo(1);
        assertThat(sample(metrics, "last_run_duration_seconds", "nightly")).isPositive();
        assertThat(sample(metrics, "running", "nightly")).isZero();
        assertThat(metrics.samples("mosaic_backup_source_files"))
                .filteredOn(
                        sample -> sample.labels().equals(Map.of("policy", "nightly", "source", "main", "state", "new")))
                .extracting(Exposition.Sample::value)
                .containsExactly((double) created);
        assertThat(metrics.samples("mosaic_backup_source_processed_bytes"))
                .extracting(sample -> sample.labels().get("source"))
                .contains("main", "numbers");
    }

    @Test
    void whatFailsSaysWhyAndTheNextOneIsGood() {
        JsonPath failed = runs.ended(runs.run("broken"));
        assertThat(failed.getString("state")).isEqualTo("failed");
        assertThat(failed.getString("code")).isEqualTo("DUMP_FAILED");
        assertThat(failed.getString("detail")).contains("no luck");
        assertThat(sample(metrics(stack), "last_run_success", "broken")).isZero();
        assertThat(vault.wholeSnapshots().toString()).doesNotContain("broken");
        runs.succeeded(runs.run("impatient"));
    }

    @Test
    void aRunShowsHowFarItIsAndOthersOfItsRepositoryWaitOrAreRefused() {
        String slow = runs.run("slow");
        JsonPath reading = runs.reading(slow);
        assertThat(reading.getString("state")).isEqualTo("running");
        assertThat(reading.getString("progress.source")).isEqualTo("main");
        assertThat(sample(metrics(stack), "running", "slow")).isEqualTo(1);
        assertThat(refused(api.admin("backup-run", Map.of("policy", "impatient")), 409, "BACKUP_RUNNING")
                        .extract()
                        .<String>path("detail"))
                .contains(slow);

        String key = UUID.randomUUID().toString();
        var nightly = Map.of("policy", "nightly");
        String waiting =
                api.once(key, "backup-run", nightly).statusCode(202).extract().path("runId");
        assertThat(runs.status(waiting).getString("state")).isEqualTo("queued");
        assertThat(runs.run("nightly")).as("one that waits does for both").isEqualTo(waiting);
        CompletableFuture<JsonPath> ended = Api.meanwhile(() -> runs.ended(slow));
        vault.openGate();
        assertThat(ended.join().getString("state")).isEqualTo("succeeded");
        runs.succeeded(waiting);
        assertThat(api.once(key, "backup-run", nightly)
                        .statusCode(202)
                        .extract()
                        .<String>path("runId"))
                .as("the same key is the same run also when that has ended")
                .isEqualTo(waiting);
        refused(api.once(key, "backup-run", Map.of("policy", "slow")), 409, "IDEMPOTENCY_MISMATCH");
        assertThat(runs.status(slow).<Object>get("progress")).isNull();
        whatWasToldIsInTheReadme(slow);
    }

    /** Also the order: what began is told before what ended. */
    private static void whatWasToldIsInTheReadme(String run) {
        var documented = DocumentedEvents.of("backup-trigger");
        try (Redis redis = stack.redis()) {
            Events.await(
                    redis,
                    event -> event.type().endsWith("completed")
                            && event.subject().endsWith(run));
            assertThat(Events.about(redis, run))
                    .extracting(event -> event.type().replace("dev.mosaicstack.backup.", ""))
                    .startsWith("started")
                    .endsWith("completed");
            for (Events.Event event : Events.all(redis)) {
                String type = event.type().replace("dev.mosaicstack.", "");
                if (type.startsWith("backup.")) {
                    assertThat(documented).as("a row for " + type).containsKey(type);
                    assertThat(documented.get(type)).as(type).containsAll(DocumentedEvents.fields(event));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            backup-run    | {}                                                | 400 | INVALID_FIELD  | policy
            backup-run    | {"policy":""}                                     | 400 | INVALID_FIELD  | policy
            backup-run    | {"policy":7}                                      | 400 | INVALID_FIELD  | policy
            backup-run    | {"policy":"nightly","sources":["main","other"]}   | 400 | INVALID_FIELD  | sources
            backup-run    | {"policy":"nightly","surprise":1}                 | 400 | UNKNOWN_FIELD  | surprise
            backup-run    | {"policy":"weekly"}                               | 404 | POLICY_UNKNOWN |
            backup-verify | {"policy":"nightly"}                              | 400 | INVALID_FIELD  | kind
            backup-verify | {"policy":"nightly","kind":"backup"}              | 400 | INVALID_FIELD  | kind
            backup-verify | {"policy":"weekly","kind":"drill"}                | 404 | POLICY_UNKNOWN |
            backup-status | {"runId":"x"}                                     | 400 | INVALID_FIELD  | runId
            backup-status | {"waitSeconds":3}                                 | 400 | INVALID_FIELD  | runId
            backup-status | {"kind":"full"}                                   | 400 | INVALID_FIELD  | kind
            backup-status | {"limit":0}                                       | 400 | INVALID_FIELD  | limit
            backup-status | {"runId":"01890a5d-ac96-774b-bcce-000000000000"}  | 404 | RUN_UNKNOWN    |
            """)
    void whatIsWrongIsNamed(String call, String body, int status, String code, String field) {
        var answer = refused(api.admin(call, body), status, code).extract();
        if (field != null) {
            assertThat(answer.<Map<String, String>>path("fields")).containsOnlyKeys(field);
        }
    }

    @Test
    void aBackupOfOneSourceIsOfThatSource() {
        String run = api.admin("backup-run", Map.of("policy", "nightly", "sources", List.of("numbers")))
                .statusCode(202)
                .extract()
                .path("runId");
        assertThat(runs.succeeded(run).getList("sources.source")).containsExactly("numbers");
        JsonPath listed =
                JsonPath.from(api.admin("backup-status", Map.of("policy", "nightly", "kind", "backup", "limit", 1))
                        .extract()
                        .asString());
        assertThat(listed.getList("items")).hasSize(1);
        JsonNode first = Json.tree(
                api.admin("backup-status", Map.of("limit", 1)).extract().asString());
        assertThat(first.path("policies").size()).isEqualTo(16);
    }

    static Exposition metrics(Stack of) {
        return Exposition.of(of.api()
                .get("/metrics", of.api().adminToken())
                .statusCode(200)
                .extract()
                .asString());
    }

    static double sample(Exposition metrics, String name, String policy) {
        return metrics.samples("mosaic_backup_" + name).stream()
                .filter(sample -> sample.labels().equals(Map.of("policy", policy, "kind", "backup")))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
