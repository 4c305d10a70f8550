package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.core.subscription.SubscriptionEvents;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Ends a subscription that cannot go on, and says why: in its row, in the log, and by an event. */
public record Disabling(Store store, Recorder recorder, Clock clock) {

    /** Events that it did not have are not kept any more: it must not seem to have had them. */
    public static final String GAP = "SUBSCRIPTION_GAP";

    /** The sink answered 410: it does not want to be asked again. */
    public static final String GONE = "SINK_GONE";

    private static final Logger LOG = Logger.getLogger(Disabling.class);

    /** @see #disable(Subscription, String, String) */
    boolean gap(Subscription subscription, EventFeed.Gone gone) {
        return disable(subscription, GAP, gone.getMessage());
    }

    /** @return false where that could not be written: it is as active as it was */
    boolean disable(Subscription subscription, String code, String detail) {
        try {
            store.write(tx -> {
                disable(tx, recorder, subscription.id(), code, detail, clock.instant());
                return null;
            });
            LOG.warnf("subscription %s is disabled: %s", subscription.name(), detail);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("subscription %s is disabled later (%s): %s", subscription.name(), detail, e.getMessage());
            return false;
        } catch (Error e) {
            LOG.errorf(e, "subscription %s is disabled later (%s)", subscription.name(), detail);
            return false;
        }
    }

    /** Does nothing where it is disabled or deleted already. */
    public static void disable(Tx tx, Recorder recorder, String id, String code, String detail, Instant now) {
        tx.subscriptions().find(id).filter(Subscription::active).ifPresent(found -> {
            Subscription disabled = tx.subscriptions().update(found.disable(code, detail, now));
            SubscriptionEvents.record(tx, recorder, Caller.SYSTEM, disabled, "disabled");
        });
    }
}
