package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Sentences about runs of backups. They wait with the call's own long poll, so nothing here sleeps. */
record Runs(Api api) {

    private static final Duration LONG = Duration.ofSeconds(60);

    /** Asks for a backup. @return the run's id */
    String run(String policy) {
        return api.admin("backup-run", Map.of("policy", policy))
                .statusCode(202)
                .extract()
                .path("runId");
    }

    JsonPath status(String runId) {
        return JsonPath.from(api.admin("backup-status", Map.of("runId", runId))
                        .statusCode(200)
                        .extract()
                        .asString())
                .setRootPath("items[0]");
    }

    /** Polls for later versions until it is like this. */
    JsonPath await(String runId, String what, Predicate<JsonPath> wanted) {
        Instant until = Instant.now().plus(LONG);
        JsonPath seen = status(runId);
        while (!wanted.test(seen)) {
            assertThat(Instant.now()).as("%s: %s", what, seen.prettify()).isBefore(until);
            var ask = Map.of("runId", runId, "sinceVersion", seen.getLong("version"), "waitSeconds", 5);
            seen = JsonPath.from(api.admin("backup-status", ask)
                            .statusCode(200)
                            .extract()
                            .asString())
                    .setRootPath("items[0]");
        }
        return seen;
    }

    JsonPath ended(String runId) {
        return await(runId, "an end", seen -> !List.of("queued", "running").contains(seen.getString("state")));
    }

    JsonPath succeeded(String runId) {
        JsonPath end = ended(runId);
        assertThat(end.getString("state")).as(end.prettify()).isEqualTo("succeeded");
        return end;
    }

    /** It is at work on a dump: bytes have arrived. */
    JsonPath reading(String runId) {
        return await(
                runId,
                "bytes",
                seen -> seen.get("progress.bytesDone") != null && seen.getLong("progress.bytesDone") > 0);
    }

    JsonPath policy(String name, String kind) {
        JsonPath status = JsonPath.from(api.admin("backup-status", Map.of("policy", name))
                .statusCode(200)
                .extract()
                .asString());
        return status.setRootPath("policies.find { it.kind == '" + kind + "' }");
    }
}
