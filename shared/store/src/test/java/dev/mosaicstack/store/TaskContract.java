package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.task.Order;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.Task.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the task rows promise, whatever the database. */
abstract class TaskContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Ids IDS = new Ids(Clock.systemUTC());
    private static final String SESSION = UUID.randomUUID().toString();

    private Store store;

    @BeforeEach
    void open() {
        store = emptyStore();
        store.write(tx -> {
            tx.sessions()
                    .insert(new Session(
                            SESSION, "p", "c", new Session.State.Active(), NOW, NOW.plusSeconds(60), null, 1));
            return null;
        });
    }

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    @Test
    void everyStateComesBackAsItWasStored() {
        JsonNode result = Json.tree("{\"deep\":[1,2.5,null,\"ü\"]}");
        List<Function<Task, Task>> ends = List.of(
                held -> held.complete(holder(held), result, NOW),
                held -> held.fail(holder(held), "why", false, NOW, NOW),
                held -> held.fail(holder(held), "why", true, NOW.plusSeconds(3), NOW),
                held -> held.endSession(NOW),
                held -> held.renew(holder(held), 40, "nearly", NOW.plusSeconds(1)));
        for (Function<Task, Task> end : ends) {
            Task held = update(insert(aTask("java", 5)).claim("agent-1", NOW));
            Task moved = end.apply(held);
            Task stored = update(moved);
            assertThat(stored)
                    .usingRecursiveComparison()
                    .ignoringFields("version")
                    .isEqualTo(moved);
            assertThat(stored.version()).isEqualTo(moved.version() + 1);
            assertThat(find(held.id())).isEqualTo(stored);
        }
    }

    private static Report holder(Task task) {
        return new Report("agent-1", task.fence());
    }

    @Test
    void claimsGoByPriorityThenAgeAcrossRoutes() {
        Task low = insert(aTask("java", 9));
        Task first = insert(aTask("java", 1));
        Task second = insert(aTask("docs", 1));
        List<Task> claimable = store.read(tx -> tx.tasks()
                .claimable(SESSION, List.of("capability:java", second.order().route()), NOW, 10));
        assertThat(claimable.stream().map(Task::id)).containsExactly(first.id(), second.id(), low.id());
    }

    @Test
    void dependenciesCountUntilTheyAreCompleted() {
        Task first = insert(aTask("java", 5));
        Task dependant = insert(aTask("java", 5, first.id()));
        assertThat(open(dependant)).isEqualTo(1);
        List<Task> dependants = store.read(tx -> tx.tasks().dependants(first.id()));
        assertThat(dependants).extracting(Task::id).containsExactly(dependant.id());
        Task held = update(first.claim("agent-1", NOW));
        update(held.complete(new Report("agent-1", held.fence()), TextNode.valueOf("ok"), NOW));
        assertThat(open(dependant)).isZero();
    }

    private int open(Task task) {
        return store.read(tx -> tx.tasks().openDependencies(task.id()));
    }

    private Task insert(Task task) {
        return store.write(tx -> {
            tx.tasks().insert(task);
            return tx.tasks().find(task.id()).orElseThrow();
        });
    }

    private Task update(Task task) {
        return store.write(tx -> tx.tasks().update(task));
    }

    private Task find(String id) {
        return store.read(tx -> tx.tasks().find(id)).orElseThrow();
    }

    private static Task aTask(String capability, int priority, String... dependsOn) {
        var order = new Order(
                "title",
                Json.tree("{\"a\":1}"),
                null,
                capability,
                priority,
                Set.of(dependsOn),
                NOW.plusSeconds(9),
                3,
                Duration.ofSeconds(60));
        Task.State state = dependsOn.length == 0 ? new Task.State.Queued(NOW) : new Task.State.Blocked();
        return new Task(IDS.next(), SESSION, order, state, 0, 0, null, null, NOW, NOW, 1);
    }
}
