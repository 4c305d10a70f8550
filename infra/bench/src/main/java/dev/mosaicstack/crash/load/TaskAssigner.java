package dev.mosaicstack.crash.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Hands out tasks, one by one or several at once, and now and then asks for the same again under the same key. */
final class TaskAssigner implements Worker {

    static final List<String> CAPABILITIES = List.of("java", "review");

    private final Access access;
    private final String session;
    private final int batch;
    private final Random random;

    /** @param batch how many tasks in one call; 1 is task-assign */
    TaskAssigner(Access access, String session, int batch, Random random) {
        this.access = access;
        this.session = session;
        this.batch = batch;
        this.random = random;
    }

    @Override
    public void once() {
        access.ledger().sent(Kind.TASKS, batch);
        String key = UUID.randomUUID().toString();
        if (batch == 1) {
            var task = task();
            task.put("sessionId", session);
            assign("task-assign", key, task);
        } else {
            var tasks = Stream.generate(this::task).limit(batch).toList();
            assign("task-assign-batch", key, Map.of("sessionId", session, "tasks", tasks));
        }
    }

    private void assign(String call, String key, Object body) {
        boolean twice = random.nextInt(100) < 8;
        if (write(key, access.admin(call, key, body)) && twice && write(key, access.admin(call, key, body))) {
            access.ledger().duplicate(Kind.TASKS);
        }
    }

    /** The leases are short, so that what a dead agent held is soon another's. */
    private Map<String, Object> task() {
        var task = new HashMap<String, Object>();
        task.put("title", "do " + UUID.randomUUID());
        task.put("capability", CAPABILITIES.get(random.nextInt(CAPABILITIES.size())));
        task.put("priority", random.nextInt(10));
        task.put("leaseSeconds", 3 + random.nextInt(8));
        task.put("payload", Map.of("n", random.nextInt(), "text", "x".repeat(random.nextInt(400))));
        return task;
    }

    private boolean write(String key, Outcome outcome) {
        if (!(outcome instanceof Outcome.Accepted accepted)) {
            return false;
        }
        JsonNode results = accepted.body().path("results");
        if (results.isMissingNode()) {
            assigned(key, accepted.body());
        }
        for (int i = 0; i < results.size(); i++) {
            assigned(key + "/" + i, results.get(i));
        }
        return true;
    }

    private void assigned(String key, JsonNode task) {
        if (task.hasNonNull("taskId")) {
            access.ledger().add(new Entry.Assigned(key, task.path("taskId").asText()));
        } else {
            access.ledger().add(new Entry.Wrong("a task was refused: " + task));
        }
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(batch == 1 ? 100 : 1000);
    }
}
