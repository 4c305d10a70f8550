package dev.mosaicstack.redis;

import dev.mosaicstack.core.access.Tokens;
import dev.mosaicstack.core.agent.Agents;
import dev.mosaicstack.core.coordination.Requests;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventLog;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.core.store.Idempotency;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.task.Tasks;
import dev.mosaicstack.core.webhook.Deliveries;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A store of which publishing asks the event log only; each kind of log says what it holds. */
abstract class EventsOnlyStore implements Store, Tx, EventLog {

    static Event event(long position) {
        return new Event(
                position, "id-" + position, "t", "/s", "things/1", Instant.EPOCH, null, null, null, null, "{}");
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        return work.apply(this);
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        return work.apply(this);
    }

    @Override
    public EventLog events() {
        return this;
    }

    @Override
    public void append(Event event) {
        throw notAsked();
    }

    @Override
    public Optional<Event> find(String id) {
        throw notAsked();
    }

    @Override
    public List<Event> ofSubject(String subject, int limit) {
        throw notAsked();
    }

    @Override
    public List<Long> happenedBefore(Instant before, int limit) {
        throw notAsked();
    }

    @Override
    public void forget(long position) {
        throw notAsked();
    }

    @Override
    public Sessions sessions() {
        throw notAsked();
    }

    @Override
    public Agents agents() {
        throw notAsked();
    }

    @Override
    public Tasks tasks() {
        throw notAsked();
    }

    @Override
    public Requests requests() {
        throw notAsked();
    }

    @Override
    public Deliveries deliveries() {
        throw notAsked();
    }

    @Override
    public Tokens tokens() {
        throw notAsked();
    }

    @Override
    public Idempotency idempotency() {
        throw notAsked();
    }

    private static UnsupportedOperationException notAsked() {
        return new UnsupportedOperationException("publishing asks for the event log only");
    }
}
