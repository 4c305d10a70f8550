package dev.mosaicstack.store;

import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.IssueTokens;
import dev.mosaicstack.core.access.Secrets;
import dev.mosaicstack.core.agent.AgentEvents;
import dev.mosaicstack.core.agent.ManageAgents;
import dev.mosaicstack.core.agent.SignsOfLife;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.task.AssignTasks;
import dev.mosaicstack.core.task.Order;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.TaskMoves;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What agents and tasks go through, as the use cases record it, at times that the test chooses. */
final class TeamStory {

    private static final Caller ADMIN = Caller.SYSTEM;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Store store;
    private final MovableClock time;
    private final Ids ids;
    private final Recorder recorder;
    private final TaskMoves moves;
    private final ManageAgents agents;
    private final SignsOfLife signs;
    private final AssignTasks assign;

    TeamStory(Store store, MovableClock time) {
        this.store = store;
        this.time = time;
        this.ids = new Ids(time);
        this.recorder = new Recorder(ids, time);
        this.moves = new TaskMoves(recorder);
        var events = new AgentEvents(recorder);
        var tokens = new IssueTokens(store, recorder, new Secrets(), ids, time);
        this.agents = new ManageAgents(store, events, tokens, moves, ids, time);
        this.signs = new SignsOfLife(
                store, events, moves, new Timing(MINUTE, MINUTE, MINUTE, Duration.ofSeconds(20), MINUTE), time);
        this.assign = new AssignTasks(store, moves, ids, time);
    }

    String session(String project) {
        var session = new Session(
                ids.next(),
                project,
                "c",
                new Session.State.Active(),
                time.instant(),
                time.instant().plus(Duration.ofDays(300)),
                null,
                1);
        store.write(tx -> {
            tx.sessions().insert(session);
            return null;
        });
        return session.id();
    }

    String agent(String session) {
        var wanted = new ManageAgents.Wanted(session, "a", "coder", Set.of("java"), null);
        return agents.deploy(
                ADMIN, wanted, Answer.of(deployed -> deployed.agent().id()));
    }

    void stop(String agent) {
        agents.stop(ADMIN, agent);
    }

    /** Loses every agent that is silent by now. */
    void loseTheSilent() {
        signs.sweep();
    }

    void heartbeat(String agent) {
        signs.heartbeat(ADMIN, agent);
    }

    String task(String session) {
        var order = new Order("t", null, null, "java", 5, Set.of(), null, 3, Duration.ofDays(9));
        return assign.assign(ADMIN, session, order, Answer.of(Task::id));
    }

    void claim(String task, String agent) {
        move(task, "claimed", is -> is.claim(agent, time.instant()));
    }

    void complete(String task) {
        move(task, "completed", is -> is.complete(report(is), null, time.instant()));
    }

    void fail(String task) {
        move(task, "failed", is -> is.fail(report(is), "why", false, time.instant(), time.instant()));
    }

    void retry(String task) {
        move(task, "retried", is -> is.fail(report(is), "why", true, time.instant(), time.instant()));
    }

    void replay(String task) {
        move(task, "replayed", is -> is.replay(Task.Dependencies.COMPLETED, time.instant()));
    }

    void cancel(String task) {
        move(task, "cancelled", is -> is.cancel("why", time.instant()));
    }

    private static Task.Report report(Task task) {
        return new Task.Report(task.agentId(), task.fence());
    }

    private void move(String task, String what, UnaryOperator<Task> move) {
        store.write(
                tx -> moves.store(tx, ADMIN, move.apply(tx.tasks().find(task).orElseThrow()), what));
    }

    void push(String subject, String replayOf) {
        store.write(tx -> {
            tx.events()
                    .append(new Event(
                            0,
                            ids.next(),
                            "dev.mosaicstack.git.push",
                            "/webhook-intake/lab",
                            subject,
                            time.instant(),
                            null,
                            null,
                            null,
                            replayOf,
                            "{}"));
            return null;
        });
    }
}
