package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyWorkersContractTest extends Contract {

    private static final int TASKS = 1000;
    private static final int WORKERS = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    /** The newest fence that was handed out, by task. */
    private final Map<String, Long> fences = new ConcurrentHashMap<>();

    private final Queue<String> claimed = new ConcurrentLinkedQueue<>();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    @Test
    void aThousandTasksAreEachClaimedOnceAndDoneOnce() {
        String session = mosaic.aSession();
        var tasks = aThousandTasks(session);
        var workers = IntStream.range(0, WORKERS)
                .mapToObj(i -> mosaic.anAgentThatCan(session, "java"))
                .toList();
        var working = IntStream.range(0, WORKERS)
                .mapToObj(i -> Api.meanwhile(() -> work(workers.get(i), i % 2 == 0 ? 1 : 10)))
                .toList();
        working.forEach(CompletableFuture::join);
        assertThat(claimed).as("claims").hasSize(TASKS).doesNotHaveDuplicates();
        assertThat(Set.copyOf(claimed)).isEqualTo(tasks);
        assertThat(done).as("completions").hasSize(TASKS).doesNotHaveDuplicates();
        assertThat(fences.values()).containsOnly(1L);
        api.admin("task-list", Map.of("sessionId", session, "state", "queued")).body("items", empty());
    }

    @Test
    void whenWorkersDieTheirTasksAreDoneByOthersUnderAHigherFence() {
        String session = mosaic.aSession();
        // As long as the living need at most for a few tasks, on a machine that has other things to do.
        var lease = Map.of("leaseSeconds", 5);
        var tasks = IntStream.range(0, 40)
                .mapToObj(i -> mosaic.aQueuedTask(session, "java", lease))
                .collect(Collectors.toSet());
        var dead = mosaic.anAgentThatCan(session, "java");
        claim(dead, 20).forEach(task -> fences.put(idOf(task), fenceOf(task)));
        assertThat(fences).hasSize(20);
        var working = IntStream.range(0, 4)
                .mapToObj(i -> mosaic.anAgentThatCan(session, "java"))
                .map(agent -> Api.meanwhile(() -> {
                    await().pollInterval(Duration.ofMillis(100))
                            .atMost(Duration.ofSeconds(40))
                            .until(() -> work(agent, 3) && done.size() >= tasks.size());
                    return true;
                }))
                .toList();
        working.forEach(CompletableFuture::join);
        assertThat(done).containsExactlyInAnyOrderElementsOf(tasks);
    }

    /** Claims until nothing is left, one by one or several at a time. */
    private boolean work(Agent agent, int max) {
        while (true) {
            JsonNode tasks = claim(agent, max);
            if (tasks.isEmpty()) {
                return true;
            }
            tasks.forEach(task -> finish(agent, idOf(task), fenceOf(task)));
        }
    }

    private void finish(Agent agent, String task, long fence) {
        claimed.add(task);
        fences.merge(task, fence, (before, now) -> {
            assertThat(now).as("fences of " + task + " only rise").isGreaterThan(before);
            return now;
        });
        var answer = call(agent, "task-complete", Map.of("taskId", task, "agentId", agent.id(), "fence", fence));
        assertThat(answer.path("state").asText()).isEqualTo("completed");
        done.add(task);
    }

    private JsonNode claim(Agent agent, int max) {
        return call(agent, "task-claim", Map.of("agentId", agent.id(), "max", max))
                .get("tasks");
    }

    private static String idOf(JsonNode task) {
        return task.get("taskId").textValue();
    }

    private static long fenceOf(JsonNode task) {
        return task.get("fence").longValue();
    }

    private Set<String> aThousandTasks(String session) {
        return IntStream.range(0, TASKS / 100)
                .mapToObj(i -> IntStream.range(0, 100)
                        .mapToObj(n -> Map.of("title", "task " + i + "/" + n, "capability", "java"))
                        .toList())
                .map(group -> api.admin("task-assign-batch", Map.of("sessionId", session, "tasks", group))
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("results.taskId"))
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private JsonNode call(Agent agent, String call, Map<String, ?> body) {
        var request = HttpRequest.newBuilder(api.base().resolve("/" + call))
                .header("Authorization", "Bearer " + agent.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Api.bytes(body)))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json = JSON.readTree(answer.body());
            assertThat(answer.statusCode()).as(call + ": " + json).isEqualTo(200);
            return json;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
