package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Tries parked events again: the first of a lane when its time has come, then what is behind it, until one fails. */
final class Retries {

    private static final Logger LOG = Logger.getLogger(Retries.class);
    private static final int LANES_AT_ONCE = 32;
    private static final int BATCH = 100;

    /** A sink that comes and goes must not use up the attempts of an event that it refuses. */
    private static final long HASTEN_EVERY = TimeUnit.MINUTES.toNanos(1);

    private final DeliveryRun run;
    private final Desk desk;
    private final Books books;
    private final Engine engine;
    private final long lookEvery;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private long lookedAt;
    private long hastenedAt = System.nanoTime() - HASTEN_EVERY;
    private volatile boolean hasten;

    /** A lane was left in its middle: its first event may have no time. */
    private volatile boolean leftOpen;

    Retries(DeliveryRun run, Desk desk, Books books, Engine engine) {
        this.run = run;
        this.desk = desk;
        this.books = books;
        this.engine = engine;
        this.lookEvery = engine.settings().look().toNanos();
        this.lookedAt = System.nanoTime() - 2 * lookEvery;
    }

    /** The sink is up again: what waits for it need not wait for its time. */
    void hastenIf(boolean upAgain) {
        if (upAgain) {
            hasten = true;
        }
    }

    void look() {
        long now = System.nanoTime();
        if (hasten && now - hastenedAt >= HASTEN_EVERY) {
            hasten();
        } else if (now - lookedAt < (desk.anyParked() ? lookEvery : 2 * lookEvery)) {
            // Also where nothing is known to be parked: somebody may have replayed a dead letter.
            return;
        }
        lookedAt = now;
        if (leftOpen) {
            promote();
        }
        for (Parked parked : books.due(LANES_AT_ONCE + underWay.size())) {
            if (underWay.size() < LANES_AT_ONCE && underWay.add(parked.lane())) {
                Thread.startVirtualThread(() -> lane(parked.lane()));
            }
        }
    }

    private void hasten() {
        hasten = false;
        try {
            // What is parked in memory only has its time from before.
            books.hasten();
            hastenedAt = System.nanoTime();
        } catch (RuntimeException e) {
            hasten = true;
            throw e;
        }
    }

    private void promote() {
        leftOpen = false;
        try {
            books.promoteFirsts();
        } catch (RuntimeException e) {
            leftOpen = true;
            throw e;
        }
    }

    private void lane(String lane) {
        try {
            List<Parked> left = books.leftOf(lane, BATCH);
            while (!left.isEmpty() && allOf(left)) {
                left = books.leftOf(lane, BATCH);
            }
        } catch (RuntimeException e) {
            leftOpen = true;
            LOG.debugf("%s: lane %s waits: %s", run.name(), lane, e.getMessage());
        } catch (Error e) {
            run.breakOff(e);
        } finally {
            underWay.remove(lane);
        }
    }

    /** @return false where one failed, or nothing may be sent */
    private boolean allOf(List<Parked> events) {
        for (Parked parked : events) {
            if (parked.notBefore() != null
                    && parked.notBefore().isAfter(engine.clock().instant())) {
                return false;
            }
            Optional<Event> event = engine.store().read(tx -> tx.events().find(parked.eventId()));
            if (event.isEmpty()) {
                desk.vanished(parked);
            } else if (!run.retry(parked, event.get())) {
                if (parked.notBefore() == null) {
                    desk.promote(parked);
                }
                return false;
            }
        }
        return true;
    }
}
