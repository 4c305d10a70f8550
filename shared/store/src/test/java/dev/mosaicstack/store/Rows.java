package dev.mosaicstack.store;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.access.Token;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.coordination.Request;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.task.Order;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.webhook.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** Rows as they were written at one time, which need not be now. Each method stores one and returns its id. */
record Rows(Tx tx, Instant at) {

    private static final String AGENT = "agent-1";

    static String idAt(Instant at) {
        return new Ids(Clock.fixed(at, ZoneOffset.UTC)).next();
    }

    /** The consumers that are built in would keep what no dispatcher brings them. */
    String nobodyWaitsForEvents() {
        tx.subscriptions().active().forEach(each -> tx.subscriptions()
                .update(each.disable("TEST", "no dispatcher", at)));
        return "";
    }

    String aSession() {
        return aSession(new Session.State.Active());
    }

    String anEndedSession() {
        return aSession(new Session.State.Closed(at));
    }

    private String aSession(Session.State state) {
        String id = idAt(at);
        tx.sessions().insert(new Session(id, "p", "c", state, at, at.plusSeconds(60), null, 1));
        return id;
    }

    String anAgent(String session) {
        String id = idAt(at);
        tx.agents()
                .insert(new Agent(
                        id, session, "a", "coder", Set.of(), null, new Agent.State.Stopped(at), at, at, false, 1));
        return id;
    }

    String aRevokedToken(String session) {
        String id = idAt(at);
        tx.tokens().insert(new Token(id, "t", Role.AGENT, id, session, AGENT, at, null, at));
        return id;
    }

    String aGoodToken() {
        String id = idAt(at);
        tx.tokens().insert(new Token(id, "t", Role.CLIENT, id, null, null, at, null, null));
        return id;
    }

    String anOpenTask(String session, String... dependsOn) {
        var order = new Order("t", null, null, "java", 5, Set.of(dependsOn), null, 3, Duration.ofSeconds(60));
        var state = dependsOn.length == 0 ? new Task.State.Queued(at) : new Task.State.Blocked();
        var task = new Task(idAt(at), session, order, state, 0, 0, null, null, at, at, 1);
        tx.tasks().insert(task);
        return task.id();
    }

    String aCompletedTask(String session, int resultLength) {
        return end(
                anOpenTask(session), new Task.State.Completed(AGENT, TextNode.valueOf("x".repeat(resultLength)), at));
    }

    String aFailedTask(String session, String... dependsOn) {
        return end(anOpenTask(session, dependsOn), new Task.State.Failed("why", null, at));
    }

    private String end(String id, Task.State.Ended state) {
        Task open = tx.tasks().find(id).orElseThrow();
        tx.tasks()
                .update(new Task(id, open.sessionId(), open.order(), state, 1, 1, null, null, at, at, open.version()));
        return id;
    }

    String aRequest(String session) {
        var request = new Request(
                idAt(at),
                session,
                AGENT,
                null,
                "java",
                "t",
                TextNode.valueOf("b"),
                at.plusSeconds(9),
                new Request.State.Pending(),
                null,
                at,
                1);
        tx.requests().insert(request);
        return request.id();
    }

    String anEndedRequest(String session) {
        String id = aRequest(session);
        Request open = tx.requests().find(id).orElseThrow();
        tx.requests().update(open.endSession(at));
        return id;
    }

    String anEvent() {
        String id = idAt(at);
        tx.events().append(new Event(0, id, "t", "/s", "things/1", at, null, null, null, null, "{}"));
        return id;
    }

    String aDelivery(String eventId, int bodyLength) {
        String id = idAt(at);
        tx.deliveries()
                .insert(new Delivery(
                        id,
                        "default",
                        id,
                        "gitea",
                        "push",
                        "t",
                        id,
                        "application/json",
                        new byte[bodyLength],
                        at,
                        eventId,
                        0,
                        null));
        return id;
    }
}
