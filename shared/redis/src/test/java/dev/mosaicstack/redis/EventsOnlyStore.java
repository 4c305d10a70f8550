package dev.mosaicstack.redis;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventLog;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A store of which publishing asks the event log only; each kind of log says what it holds. */
abstract class EventsOnlyStore implements Store, EventLog {

    private final Tx tx = (Tx)
            Proxy.newProxyInstance(Tx.class.getClassLoader(), new Class<?>[] {Tx.class}, (proxy, method, given) -> {
                if (method.getName().equals("events")) {
                    return this;
                }
                throw notAsked();
            });

    static Event event(long position) {
        return new Event(
                position, "id-" + position, "t", "/s", "things/1", Instant.EPOCH, null, null, null, null, "{}");
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        return work.apply(tx);
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        return work.apply(tx);
    }

    @Override
    public void append(Event event) {
        throw notAsked();
    }

    @Override
    public void alone(Set<String> sources) {
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
    public List<Event> heads(long position, int limit) {
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

    private static UnsupportedOperationException notAsked() {
        return new UnsupportedOperationException("publishing asks for the event log only");
    }
}
