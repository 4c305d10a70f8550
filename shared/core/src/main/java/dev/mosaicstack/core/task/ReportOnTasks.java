package dev.mosaicstack.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** What the agent that holds a task says of it: progress, completed, failed. */
@Singleton
public final class ReportOnTasks {

    /** What an agent says of its task. */
    public sealed interface Word {
        record Progress(Integer percent, String note) implements Word {}

        record Completed(JsonNode result) implements Word {}

        record Failed(String reason, boolean retryable) implements Word {}
    }

    /** Where the report led. The exact repeat of a completion or failure gets the same. */
    public record Outcome(
            String taskId,

            @Field("Where the report led: assigned, completed, failed, or queued for another attempt")
            String state,

            @Field("Until when the task is held without another report; only while it is assigned")
            Instant leaseUntil,

            long version,
            int attempt,
            String reason) {
        static Outcome of(Task task) {
            Instant lease = task.state() instanceof Task.State.Assigned a ? a.leaseUntil() : null;
            return new Outcome(task.id(), task.stateText(), lease, task.version(), task.attempt(), task.reason());
        }
    }

    /** One report. @param hash of the agent and what it said, by which an exact repeat is known */
    public record Said(String taskId, Task.Report report, Word word, String hash) {}

    private final Store store;
    private final TaskMoves moves;
    private final Timing timing;
    private final Clock clock;

    public ReportOnTasks(Store store, TaskMoves moves, Timing timing, Clock clock) {
        this.store = store;
        this.moves = moves;
        this.timing = timing;
        this.clock = clock;
    }

    public Outcome report(Caller caller, Said said) {
        caller.mustBe(said.report().agentId());
        return store.write(tx -> apply(tx, caller, said));
    }

    /** One transaction; an item that is refused changes nothing and does not disturb the others. */
    public List<Batch.Item<Outcome>> reportAll(Caller caller, String agentId, List<Supplier<Said>> all) {
        caller.mustBe(agentId);
        return store.write(tx -> Batch.each(all, said -> apply(tx, caller, said.get())));
    }

    private Outcome apply(Tx tx, Caller caller, Said said) {
        Instant now = clock.instant();
        Task task = tx.tasks().find(said.taskId()).orElseThrow(() -> Refusal.NotFound.of("task", said.taskId()));
        caller.mustSee(task.sessionId(), "task", task.id());
        Outcome earlier = repeated(tx, task, said);
        if (earlier != null) {
            return earlier;
        }
        tx.sessions().active(task.sessionId(), now);
        Task moved = move(task, said, now);
        Outcome outcome = Outcome.of(moved.stored());
        if (said.word() instanceof Word.Progress) {
            moves.store(tx, caller, moved, what(said.word(), moved));
        } else {
            var report = new Tasks.LastReport(said.report().fence(), said.hash(), Json.write(outcome));
            moves.store(tx, caller, moved, what(said.word(), moved), report);
        }
        return outcome;
    }

    private Task move(Task task, Said said, Instant now) {
        return switch (said.word()) {
            case Word.Progress p -> task.renew(said.report(), p.percent(), p.note(), now);
            case Word.Completed c -> task.complete(said.report(), c.result(), now);
            case Word.Failed f -> task.fail(said.report(), f.reason(), f.retryable(), now.plus(backoff(task)), now);
        };
    }

    private static String what(Word word, Task moved) {
        return switch (word) {
            case Word.Progress p -> "updated";
            case Word.Completed c -> "completed";
            case Word.Failed f -> moved.ended() ? "failed" : "retried";
        };
    }

    /** Null where this is no repeat of the newest claim's last report; while that claim lasts there is none to repeat. */
    private static Outcome repeated(Tx tx, Task task, Said said) {
        if (task.state() instanceof Task.State.Assigned) {
            return null;
        }
        return tx.tasks()
                .lastReport(said.taskId())
                .filter(last -> last.fence() == task.fence()
                        && last.fence() == said.report().fence())
                .filter(last -> last.hash().equals(said.hash()))
                .map(last -> Json.read(last.answer(), Outcome.class))
                .orElse(null);
    }

    /** Doubles with each attempt; up to half of it again by chance, so that tasks that failed together do not return together. */
    private Duration backoff(Task task) {
        long base = timing.backoffMin().toMillis() << Math.min(20, task.attempt() - 1);
        long capped = Math.min(timing.backoffMax().toMillis(), base);
        long jitter = ThreadLocalRandom.current().nextLong(capped / 2 + 1);
        return Duration.ofMillis(Math.min(timing.backoffMax().toMillis(), capped + jitter));
    }
}
