package dev.mosaicstack.web;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.wait.Wakeups;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The calls that are being answered. When the process is told to stop, they end first: long polls at once, the others
 * within {@value #PATIENCE_SECONDS} s, and no new one begins. Quarkus' own graceful shutdown would do, but in 3.30.5 and
 * 3.30.6 it always waits for its whole timeout (quarkusio/quarkus#51915).
 */
@Singleton
public final class InFlight {

    static final int PATIENCE_SECONDS = 3;

    private static final Logger LOG = Logger.getLogger(InFlight.class);

    /** One party is this process itself; each call is another. */
    private final Phaser calls = new Phaser(1);

    private final Wakeups wakeups;
    private volatile boolean stopping;

    InFlight(Wakeups wakeups) {
        this.wakeups = wakeups;
    }

    /** @throws Refusal.Unavailable {@code SHUTTING_DOWN} */
    public void begin(RoutingContext rc) {
        if (stopping) {
            throw refusal(rc);
        }
        calls.register();
        var over = new AtomicBoolean();
        rc.addEndHandler(ended -> end(over));
        if (rc.response().closed()) {
            // Who left before this is told of no more.
            end(over);
        }
    }

    /** For who keeps count of their own calls: the answer to one that comes too late. */
    public static Refusal refusal(RoutingContext rc) {
        rc.response().putHeader("Connection", "close");
        return new Refusal.Unavailable("SHUTTING_DOWN", "this process is about to stop", Duration.ofSeconds(1));
    }

    private void end(AtomicBoolean over) {
        if (over.compareAndSet(false, true)) {
            calls.arriveAndDeregister();
        }
    }

    /** Runs before the server stops to listen. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        stopping = true;
        wakeups.drain();
        try {
            calls.awaitAdvanceInterruptibly(calls.arrive(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("%d calls were not answered before the stop", calls.getUnarrivedParties());
        }
    }
}
