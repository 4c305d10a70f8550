package dev.mosaicstack.core.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.cache.ReadCache;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Opens, shows and closes sessions, and ends those whose time is over. */
@Singleton
public final class ManageSessions {

    /** @param ttl 1 second to 30 days, 8 hours by default */
    public record Wanted(String project, String client, Duration ttl, JsonNode metadata) {

        public static Wanted of(String project, String client, Integer ttlSeconds, JsonNode metadata) {
            var check = new Check();
            var wanted = new Wanted(
                    check.text("project", project),
                    check.text("client", client),
                    Duration.ofSeconds(check.number("ttlSeconds", ttlSeconds, 1, 2_592_000, 28_800)),
                    check.object("metadata", metadata));
            check.done();
            return wanted;
        }
    }

    private static final int ROUND = 100;

    private final Store store;
    private final Recorder recorder;
    private final EndOfSession end;
    private final ReadCache cache;
    private final Ids ids;
    private final Clock clock;

    public ManageSessions(Store store, Recorder recorder, EndOfSession end, ReadCache cache, Ids ids, Clock clock) {
        this.store = store;
        this.recorder = recorder;
        this.end = end;
        this.cache = cache;
        this.ids = ids;
        this.clock = clock;
    }

    public <R> R create(Caller caller, Wanted wanted, Answer<Session, R> answer) {
        return store.write(tx -> answer.once(tx, () -> insert(tx, caller, wanted)));
    }

    private Session insert(Tx tx, Caller caller, Wanted wanted) {
        Instant now = clock.instant();
        var session = new Session(
                ids.next(),
                wanted.project(),
                wanted.client(),
                new Session.State.Active(),
                now,
                now.plus(wanted.ttl()),
                wanted.metadata(),
                1);
        tx.sessions().insert(session);
        record(tx, caller, session, "created");
        return session;
    }

    /** The session as it is now, in the form in which it is shown. */
    public <R> R look(Caller caller, String id, Class<R> type, Function<Session, R> present) {
        caller.mustSee(id, "session", id);
        return cache.read("sessions/" + id, type, () -> {
                    Session session = store.read(tx -> find(tx, id));
                    return new ReadCache.Entry<>(id, session.version(), present.apply(session));
                })
                .answer();
    }

    /** How many of its tasks are in which state; asked of the database, since it changes with every task. */
    public Map<String, Integer> tasks(String id) {
        return store.read(tx -> tx.tasks().countByState(id));
    }

    public Page<Session> list(Caller caller, Sessions.Filter filter, Page.Ask ask) {
        var own = new Sessions.Filter(filter.project(), filter.state(), caller.sessionId());
        return Page.of(store.read(tx -> tx.sessions().list(own, ask)), ask, Session::id);
    }

    /** Closing a closed session is no error: the answer is the same. One that expired stays expired: 409. */
    public Session close(Caller caller, String id) {
        return store.write(tx -> {
            Session session = find(tx, id);
            return session.state() instanceof Session.State.Closed
                    ? session
                    : end(tx, caller, session.close(clock.instant()), "closed");
        });
    }

    /** Background work. @return how many sessions expired */
    public int sweep() {
        Instant now = clock.instant();
        int expired = 0;
        for (String id : store.read(tx -> tx.sessions().overdue(now, ROUND))) {
            expired += store.write(tx -> {
                        Session session = find(tx, id);
                        if (!session.active()) {
                            return false;
                        }
                        end(tx, Caller.SYSTEM, session.expire(now), "expired");
                        return true;
                    })
                    ? 1
                    : 0;
        }
        return expired;
    }

    private Session end(Tx tx, Caller caller, Session ended, String what) {
        Session stored = tx.sessions().update(ended);
        end.cascade(tx, caller, stored);
        record(tx, caller, stored, what);
        return stored;
    }

    private void record(Tx tx, Caller caller, Session session, String what) {
        ObjectNode data = Recorder.data()
                .put("sessionId", session.id())
                .put("project", session.project())
                .put("client", session.client())
                .put("state", session.stateText())
                .put("expiresAt", session.expiresAt().toString())
                .put("version", session.version());
        recorder.record(
                tx,
                caller,
                "mcp",
                "session." + what,
                new Recorder.About("sessions/" + session.id(), session.id()),
                data);
    }

    private static Session find(Tx tx, String id) {
        return tx.sessions().find(id).orElseThrow(() -> Refusal.NotFound.of("session", id));
    }
}
