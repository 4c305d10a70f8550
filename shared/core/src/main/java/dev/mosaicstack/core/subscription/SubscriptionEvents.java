package dev.mosaicstack.core.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.subscription.Subscription.State.Disabled;

/** {@code dev.mosaicstack.system.subscription.*}: what became of a subscription. Never its secret. */
public final class SubscriptionEvents {

    private SubscriptionEvents() {}

    /** @param what {@code created}, {@code resumed}, {@code disabled} or {@code deleted} */
    public static void record(Tx tx, Recorder recorder, Caller caller, Subscription subscription, String what) {
        ObjectNode data = Recorder.data()
                .put("subscriptionId", subscription.id())
                .put("name", subscription.name())
                .put("sink", subscription.sink());
        if (subscription.state() instanceof Disabled disabled) {
            data.put("code", disabled.code()).put("detail", disabled.detail());
        }
        var about = new Recorder.About("subscriptions/" + subscription.id(), null);
        recorder.record(tx, caller, "system", "subscription." + what, about, data);
    }
}
