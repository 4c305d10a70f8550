package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import io.quarkus.runtime.Quarkus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A database server that did not answer when this process started: it is asked again every second. Until it answers, calls
 * are refused as they are where it goes away later, and the process is not ready.
 */
final class OpeningStore implements Store, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OpeningStore.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** The server does not answer, which may pass. Its message is for the operator. */
    static final class NotYet extends IllegalStateException {
        private static final long serialVersionUID = 1;

        NotYet(String message) {
            super(message);
        }
    }

    private final Dialect dialect;
    private final Supplier<Store> open;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Store opened;

    private OpeningStore(Dialect dialect, Supplier<Store> open) {
        this.dialect = dialect;
        this.open = open;
    }

    /**
     * Opens it, now if that can be.
     *
     * @param open may be tried again and again
     * @throws RuntimeException what {@code open} throws, where waiting would not mend it: a wrong password, a server too old
     */
    static Store of(Dialect dialect, Supplier<Store> open) {
        try {
            return open.get();
        } catch (RuntimeException e) {
            if (!mayPass(dialect, e)) {
                throw e;
            }
            LOG.warnf("%s; calls are answered 503 until it does", e.getMessage());
            var store = new OpeningStore(dialect, open);
            Thread.ofPlatform().name("database-open").daemon().start(store::untilOpen);
            return store;
        }
    }

    private static boolean mayPass(Dialect dialect, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotYet || cause instanceof Refusal.Unavailable) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                return dialect.fault(sql) == Dialect.Fault.UNAVAILABLE;
            }
        }
        return false;
    }

    private void untilOpen() {
        try {
            while (opened == null && !stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                tryOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryOnce() {
        try {
            opened = open.get();
            LOG.info("the database answers");
        } catch (RuntimeException e) {
            if (mayPass(dialect, e)) {
                LOG.debugf("not yet: %s", e.getMessage());
            } else {
                LOG.errorf("this process ends: %s", e.getMessage());
                stop.countDown();
                Quarkus.asyncExit(1);
            }
        } catch (Error e) {
            // Whatever it is: nobody else would ask again.
            LOG.error("the database could not be opened", e);
        }
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        return opened().write(work);
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        return opened().read(work);
    }

    private Store opened() {
        Store store = opened;
        if (store == null) {
            throw new Refusal.Unavailable("DATABASE_UNAVAILABLE", "the database does not answer at the moment", RETRY);
        }
        return store;
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
