package dev.mosaicstack.store;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Says once that the database fails, and once that it works again: every call that fails has its own answer. */
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final AtomicBoolean now = new AtomicBoolean();

    void failed(String why) {
        if (now.compareAndSet(false, true)) {
            LOG.warnf("the database fails, calls are answered 503: %s", why);
        } else {
            LOG.debugf("the database fails: %s", why);
        }
    }

    void worked() {
        if (now.get() && now.compareAndSet(true, false)) {
            LOG.info("the database works again");
        }
    }
}
