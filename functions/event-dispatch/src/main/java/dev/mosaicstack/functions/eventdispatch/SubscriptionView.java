package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.dispatch.Dispatches;
import dev.mosaicstack.core.subscription.Glob;
import dev.mosaicstack.core.subscription.ManageSubscriptions.Look;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.core.subscription.Subscription.State.Disabled;
import java.time.Instant;
import java.util.List;

/**
 * A subscription as callers see it.
 *
 * @param disabledCode why it is disabled
 * @param lag events of the log that it has still before it, those that it does not want included
 * @param oldestAt when the oldest of them happened, or of those that wait for another attempt
 * @param successRate deliveries that succeeded, of all that were attempted: 0 to 1
 * @param parked events that wait for another attempt, or behind one
 * @param dispatcher who works on it
 */
public record SubscriptionView(
        String subscriptionId,
        String name,
        List<String> types,
        List<String> subjects,
        List<String> sources,
        String sink,
        String format,
        String orderBy,
        Integer maxAttempts,
        Integer rateLimit,
        String state,
        String disabledCode,
        String disabledDetail,
        Instant disabledAt,
        Instant createdAt,
        long version,
        long lag,
        Instant oldestAt,
        long delivered,
        long failed,
        Double successRate,
        Instant deliveredAt,
        Instant failedAt,
        String lastError,
        Instant pausedUntil,
        long parked,
        long deadLetters,
        String dispatcher) {

    static SubscriptionView of(Look look) {
        Subscription subscription = look.subscription();
        Dispatches.Status status = look.status();
        Disabled disabled = subscription.state() instanceof Disabled d ? d : new Disabled(null, null, null);
        long attempts = status.delivered() + status.failed();
        return new SubscriptionView(
                subscription.id(),
                subscription.name(),
                patterns(subscription.filter().types()),
                patterns(subscription.filter().subjects()),
                patterns(subscription.filter().sources()),
                subscription.sink(),
                subscription.format().text(),
                subscription.orderBy().text(),
                subscription.maxAttempts(),
                subscription.rateLimit(),
                subscription.stateText(),
                disabled.code(),
                disabled.detail(),
                disabled.at(),
                subscription.createdAt(),
                subscription.version(),
                look.lag(),
                look.oldestAt(),
                status.delivered(),
                status.failed(),
                attempts == 0 ? null : (double) status.delivered() / attempts,
                status.deliveredAt(),
                status.failedAt(),
                status.lastError(),
                status.pausedUntil(),
                status.parked(),
                status.dead(),
                status.owner());
    }

    static List<String> patterns(List<Glob> globs) {
        return globs.stream().map(Glob::pattern).toList();
    }
}
