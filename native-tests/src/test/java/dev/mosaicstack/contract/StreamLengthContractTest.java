package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Stack;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stream keeps the newest events; the database has the others. */
class StreamLengthContractTest {

    /** Redis trims by whole nodes of a hundred entries. */
    private static final int NODE = 100;

    @Test
    void theStreamIsTrimmedToItsLengthAndEndsWithTheNewestEvent() {
        try (var stack = Stack.ofItsOwn("short-stream", Map.of("MOSAIC_STREAM_MAX_LENGTH", "150"));
                var redis = stack.redis()) {
            String session = stack.mosaic().aSession();
            List<Map<String, Object>> tasks = IntStream.range(0, 100)
                    .mapToObj(i -> Map.<String, Object>of("title", "task " + i, "capability", "java"))
                    .toList();
            for (int i = 0; i < 6; i++) {
                stack.api()
                        .admin("task-assign-batch", Map.of("sessionId", session, "tasks", tasks))
                        .statusCode(200);
            }
            String last = stack.mosaic().aQueuedTask(session, "java");
            Events.await(redis, e -> e.subject().endsWith(last));
            List<Events.Event> kept = Events.all(redis);
            assertThat(kept).hasSizeBetween(150, 150 + NODE);
            assertThat(kept.getLast().subject()).endsWith(last);
            assertThat(kept.getLast().position()).isGreaterThan(600);
            assertThat(stack.mosaic().stateOf(last)).isEqualTo("queued");
        }
    }
}
