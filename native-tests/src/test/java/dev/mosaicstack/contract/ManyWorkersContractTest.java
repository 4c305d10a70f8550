package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyWorkersContractTest extends Contract {

    private static final int TASKS = 1000;
    private static final int WORKERS = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What one worker was given: never the same task with two fences at once. */
    private record Given(String task, long fence) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Long> fences = new ConcurrentHashMap<>();
    private final Queue<Given> given = new ConcurrentLinkedQueue<>();
    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    @Test
    void aThousandTasksAreEachDoneOnceByWhoeverClaimsThem() {
        String session = mosaic.aSession();
        var tasks = aThousandTasks(session);
        var workers = IntStream.range(0, WORKERS)
                .mapToObj(i -> {
                    Agent agent = mosaic.anAgentThatCan(session, "java");
                    return Api.meanwhile(() -> work(agent, i % 2 == 0 ? 1 : 10));
                })
                .toList();
        workers.forEach(worker -> worker.join());
        assertThat(given).as("claims").hasSize(TASKS);
        assertThat(given.stream().map(Given::task).collect(Collectors.toSet())).isEqualTo(tasks);
        assertThat(done).as("completions").hasSize(TASKS).doesNotHaveDuplicates();
        api.admin("task-list", Map.of("sessionId", session, "state", "queued")).body("items", empty());
    }

    /** Claims until nothing is left, one by one or in groups of ten. */
    private Boolean work(Agent agent, int max) {
        while (true) {
            JsonNode tasks = call(agent, "task-claim", Map.of("agentId", agent.id(), "max", max, "waitSeconds", 0))
                    .get("tasks");
            if (tasks.isEmpty()) {
                return true;
            }
            for (JsonNode task : tasks) {
                finish(agent, task.get("taskId").textValue(), task.get("fence").longValue());
            }
        }
    }

    private void finish(Agent agent, String task, long fence) {
        given.add(new Given(task, fence));
        fences.merge(task, fence, (before, now) -> {
            throw new AssertionError(task + " has two live fences: " + before + " and " + now);
        });
        var answer = call(agent, "task-complete", Map.of("taskId", task, "agentId", agent.id(), "fence", fence));
        assertThat(answer.path("state").asText()).isEqualTo("completed");
        done.add(task);
    }

    private Set<String> aThousandTasks(String session) {
        return IntStream.range(0, TASKS / 100)
                .mapToObj(i -> IntStream.range(0, 100)
                        .mapToObj(
                                n -> Map.of("sessionId", session, "title", "task " + i + "/" + n, "capability", "java"))
                        .toList())
                .map(group -> api.admin("task-assign-batch", Map.of("tasks", group))
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
