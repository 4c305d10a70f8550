package dev.mosaicstack.crash.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Entry.Hold;
import dev.mosaicstack.crash.ledger.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** An agent that competes with others for tasks: most it completes, some it fails, some it forgets. */
final class TaskAgent implements Worker {

    private final Access access;
    private final Agent agent;
    private final Random random;
    private final TaskReports reports;

    TaskAgent(Access access, Agent agent, Random random) {
        this.access = access;
        this.agent = agent;
        this.random = random;
        this.reports = new TaskReports(access, agent);
    }

    @Override
    public void once() {
        List<Hold> holds = claim(random.nextInt(3) == 0 ? 5 : 1);
        if (holds.size() > 1 && random.nextBoolean()) {
            reports.completeAll(holds);
        } else {
            holds.forEach(this::work);
        }
    }

    private List<Hold> claim(int max) {
        var body = Map.of("agentId", agent.id(), "max", max, "waitSeconds", 1);
        var call = Call.of("task-claim", agent.token(), body)
                .waiting(1)
                .once(UUID.randomUUID().toString());
        List<Hold> holds = new ArrayList<>();
        if (access.client().insist(call) instanceof Outcome.Accepted accepted) {
            for (JsonNode task : accepted.body().path("tasks")) {
                var hold = new Hold(
                        task.path("taskId").asText(), task.path("fence").asLong(), agent.id());
                access.ledger().add(new Entry.Claimed(hold, accepted.span()));
                holds.add(hold);
            }
        }
        access.ledger().sent(Kind.CLAIMS, holds.size());
        return holds;
    }

    private void work(Hold hold) {
        int dice = random.nextInt(100);
        if (dice < 4) {
            // Forgotten: when its lease ends it is another's.
            return;
        }
        if (dice < 30) {
            reports.update(hold, dice);
        }
        if (dice >= 92) {
            reports.fail(hold);
        } else {
            reports.complete(hold, random.nextInt(10) == 0);
        }
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(20);
    }
}
