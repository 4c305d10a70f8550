package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.meanwhile;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Mosaic.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskGetContractTest extends Contract {

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");

    @Test
    void theLogTellsWhatHappened() {
        mosaic.aQueuedTask(session, "java");
        var claimed = mosaic.claimed(agent);
        mosaic.update(claimed, Map.of("note", "first note")).statusCode(200);
        mosaic.update(claimed, Map.of("note", "second note")).statusCode(200);
        mosaic.complete(claimed).statusCode(200);
        String log = mosaic.task(claimed.taskId()).extract().path("log").toString();
        assertThat(log).containsSubsequence("first note", "second note");
    }

    @Test
    void theVersionRisesWithEveryChange() {
        String task = mosaic.aQueuedTask(session, "java");
        int queued = version(task);
        var claimed = mosaic.claimed(agent);
        int assigned = version(task);
        mosaic.complete(claimed).statusCode(200);
        assertThat(List.of(queued, assigned, version(task))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aLongPollAnswersWhenTheTaskChanges() {
        String task = mosaic.aQueuedTask(session, "java");
        int version = version(task);
        var waiting = meanwhile(
                () -> api.admin("task-get", Map.of("taskId", task, "waitSeconds", 20, "sinceVersion", version)));
        Instant changedAt = Instant.now();
        mosaic.claimed(agent);
        assertThat(waiting.join().statusCode(200).extract().<String>path("state"))
                .isEqualTo("assigned");
        assertThat(Duration.between(changedAt, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aLongPollAnswersAtOnceWhenTheTaskHasChangedSince() {
        String task = mosaic.aQueuedTask(session, "java");
        int version = version(task);
        mosaic.claimed(agent);
        Instant asked = Instant.now();
        api.admin("task-get", Map.of("taskId", task, "waitSeconds", 20, "sinceVersion", version))
                .statusCode(200)
                .body("state", is("assigned"));
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aLongPollWithoutAChangeAnswersWhatThereIs() {
        String task = mosaic.aQueuedTask(session, "other");
        Instant asked = Instant.now();
        api.admin("task-get", Map.of("taskId", task, "waitSeconds", 1, "sinceVersion", version(task)))
                .statusCode(200)
                .body("state", is("queued"));
        assertThat(Duration.between(asked, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }

    @Test
    void anAgentSeesTheTasksOfItsSessionOnly() {
        String ours = mosaic.aQueuedTask(session, "review");
        String theirs = mosaic.aQueuedTask(mosaic.aSession(), "review");
        api.call("task-get", agent.token(), Map.of("taskId", ours)).statusCode(200);
        refused(api.call("task-get", agent.token(), Map.of("taskId", theirs)), 404, "TASK_UNKNOWN");
    }

    private int version(String task) {
        return mosaic.task(task).extract().path("version");
    }
}
