package dev.mosaicstack.core.subscription;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.dispatch.DispatchSettings;
import dev.mosaicstack.core.dispatch.Dispatches;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Makes, shows, resumes and deletes subscriptions. */
public final class ManageSubscriptions {

    /**
     * A subscription and how it is doing.
     *
     * @param lag events of the log that it has still before it, those that it does not want included
     * @param oldestAt when the oldest of them happened, or of those that are parked; null where there is none
     */
    public record Look(Subscription subscription, Dispatches.Status status, long lag, Instant oldestAt) {}

    private static final int SECRET_BYTES = 32;

    private final Store store;
    private final Recorder recorder;
    private final Destinations destinations;
    private final Ids ids;
    private final Clock clock;
    private final int attempts;
    private final SecureRandom random = new SecureRandom();

    public ManageSubscriptions(
            Store store,
            Recorder recorder,
            Destinations destinations,
            Ids ids,
            Clock clock,
            DispatchSettings settings) {
        this.store = store;
        this.recorder = recorder;
        this.destinations = destinations;
        this.ids = ids;
        this.clock = clock;
        this.attempts = settings.retries().size() + 1;
    }

    /**
     * A repeat with the same Idempotency-Key gets the same subscription, with its secret.
     *
     * @throws Refusal.Conflict {@code SUBSCRIPTION_EXISTS} where another bears the name
     */
    public <R> R create(Caller caller, Wanted wanted, Answer<Subscription, R> answer) {
        if (!wanted.builtIn()) {
            destinations.problem(wanted.uri()).ifPresent(problem -> {
                throw Refusal.Invalid.field("sink", problem);
            });
        }
        return store.write(
                tx -> answer.present(answer.subject(tx).map(id -> find(tx, id)).orElseGet(() -> {
                    Subscription made = insert(tx, caller, wanted);
                    answer.keepSubject(tx, made.id());
                    return made;
                })));
    }

    private Subscription insert(Tx tx, Caller caller, Wanted wanted) {
        if (tx.subscriptions().named(wanted.name()).isPresent()) {
            throw new Refusal.Conflict("SUBSCRIPTION_EXISTS", "there is a subscription named " + wanted.name());
        }
        var subscription = new Subscription(
                ids.next(),
                wanted.name(),
                wanted.filter(),
                wanted.sink(),
                wanted.builtIn() ? null : wanted.secret() == null ? secret() : wanted.secret(),
                wanted.format(),
                wanted.orderBy(),
                wanted.maxAttempts() == null ? attempts : wanted.maxAttempts(),
                wanted.rateLimit(),
                Map.of(),
                new Subscription.State.Active(),
                clock.instant(),
                1);
        tx.subscriptions().insert(subscription);
        tx.dispatches().open(subscription.id(), wanted.start().position(tx.events()));
        SubscriptionEvents.record(tx, recorder, caller, subscription, "created");
        return subscription;
    }

    private String secret() {
        byte[] key = new byte[SECRET_BYTES];
        random.nextBytes(key);
        return Wanted.SECRET_PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /**
     * The subscription of this name that is there for as long as it is configured: made where it is missing, changed where
     * its sink is another now.
     */
    public void ensure(String name, String sink, Map<String, String> extensions) {
        store.write(tx -> {
            Subscription is = tx.subscriptions().named(name).orElseGet(() -> configured(tx, name, sink, extensions));
            if (!is.sink().equals(sink) || !is.extensions().equals(extensions) || !is.active()) {
                tx.subscriptions().update(is.to(sink, extensions));
            }
            return null;
        });
    }

    private Subscription configured(Tx tx, String name, String sink, Map<String, String> extensions) {
        var subscription = new Subscription(
                ids.next(),
                name,
                EventFilter.ALL,
                sink,
                secret(),
                Format.BINARY,
                OrderBy.SUBJECT,
                attempts,
                null,
                extensions,
                new Subscription.State.Active(),
                clock.instant(),
                1);
        tx.subscriptions().insert(subscription);
        tx.dispatches().open(subscription.id(), tx.events().lastPosition());
        SubscriptionEvents.record(tx, recorder, Caller.SYSTEM, subscription, "created");
        return subscription;
    }

    public Page<Look> list(Subscriptions.Filter filter, Page.Ask ask) {
        return store.read(tx -> {
            List<Look> rows = tx.subscriptions().list(filter, ask).stream()
                    .map(subscription -> look(tx, subscription))
                    .toList();
            return Page.of(rows, ask, row -> row.subscription().id());
        });
    }

    private static Look look(Tx tx, Subscription subscription) {
        Dispatches.Status status =
                tx.dispatches().status(subscription.id()).orElseThrow(() -> unknown(subscription.id()));
        long lag = Math.max(0, tx.events().lastPosition() - status.position());
        long oldest =
                status.parkedFrom() == null ? status.position() : Math.min(status.position(), status.parkedFrom() - 1);
        List<Event> next = tx.events().after(oldest, 1);
        return new Look(
                subscription,
                status,
                lag,
                next.isEmpty() ? null : next.getFirst().time());
    }

    /**
     * Goes on where it stopped, or with the oldest event that is kept if that is newer; or at {@code start}.
     *
     * @param start null is where it stopped
     * @throws Refusal.Conflict {@code SUBSCRIPTION_ACTIVE}
     */
    public Look resume(Caller caller, String id, Start start) {
        return store.write(tx -> {
            Subscription resumed = tx.subscriptions().update(find(tx, id).resume());
            long stoppedAt =
                    tx.dispatches().status(id).orElseThrow(() -> unknown(id)).position();
            long oldest = new Start.Beginning().position(tx.events());
            tx.dispatches().restart(id, start == null ? Math.max(stoppedAt, oldest) : start.position(tx.events()));
            SubscriptionEvents.record(tx, recorder, caller, resumed, "resumed");
            return look(tx, resumed);
        });
    }

    /** What is parked and the dead letters go with it, a little later. */
    public Subscription delete(Caller caller, String id) {
        return store.write(tx -> {
            Subscription subscription = find(tx, id);
            tx.subscriptions().delete(id);
            tx.dispatches().close(id);
            SubscriptionEvents.record(tx, recorder, caller, subscription, "deleted");
            return subscription;
        });
    }

    private static Subscription find(Tx tx, String id) {
        return tx.subscriptions().find(id).orElseThrow(() -> unknown(id));
    }

    private static Refusal.NotFound unknown(String id) {
        return Refusal.NotFound.of("subscription", id);
    }
}
