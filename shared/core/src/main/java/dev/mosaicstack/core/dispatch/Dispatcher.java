package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.process.ProcessName;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes its share of the subscriptions and works on them. Any number of dispatchers may run: each subscription is leased
 * to one of them, a dead one's leases run out, and who has more than its share gives some back.
 */
public final class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final Engine engine;
    private final Map<String, BuiltIn> consumers;
    private final String id;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("dispatcher").daemon().unstarted(this::run);
    private final Set<String> unknown = new HashSet<>();
    private long renewAt = System.nanoTime();
    private int dispatchers = 1;
    private final Share share;

    public Dispatcher(Engine engine, List<BuiltIn> consumers) {
        this.engine = engine;
        this.consumers = consumers.stream().collect(Collectors.toMap(BuiltIn::name, Function.identity()));
        this.id = ProcessName.next();
        this.share = new Share(present(engine.settings().lease()));
    }

    public void start() {
        thread.start();
    }

    /** Hands everything over: others may take it at once. */
    public void stop() throws InterruptedException {
        stop.countDown();
        if (thread.isAlive()) {
            thread.join(STOP.plusSeconds(1));
        }
    }

    private void run() {
        try {
            do {
                round();
            } while (!stop.await(engine.settings().look().toMillis(), TimeUnit.MILLISECONDS));
            leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            if (System.nanoTime() - renewAt >= 0) {
                renew();
            }
            Map<String, Subscription> active = active();
            endThoseThatAreNot(active);
            share(active);
        } catch (Refusal refusal) {
            // Said by the store; the leases run on, and so do the runs until theirs ends.
            LOG.debugf("no look at the subscriptions: %s", refusal.getMessage());
        } catch (RuntimeException | Error e) {
            // Whatever it is: nobody would look any more.
            LOG.error("the dispatcher failed in a round", e);
        }
    }

    /** @param dispatchers how many there are; @param lost subscriptions that are somebody else's now, or not active */
    private record Renewed(int dispatchers, List<String> lost) {}

    /** Three times within a lease: one write that fails costs nothing. */
    private void renew() {
        Duration lease = engine.settings().lease();
        long began = System.nanoTime();
        Instant now = engine.clock().instant();
        Instant until = now.plus(lease);
        List<String> gone = engine.store().read(tx -> tx.dispatches().dispatchers()).stream()
                .filter(ProcessName::isGone)
                .toList();
        Renewed renewed = engine.store()
                .write(tx -> new Renewed(
                        without(gone, tx.dispatches()).present(id, now, now.plus(present(lease))),
                        runs.values().stream()
                                .filter(run -> !tx.dispatches().renew(run.lease(), until))
                                .map(run -> run.lease().subscriptionId())
                                .toList()));
        dispatchers = renewed.dispatchers();
        runs.forEach((subscription, run) -> {
            if (!renewed.lost().contains(subscription)) {
                run.extend(valid(began));
            }
        });
        end(renewed.lost());
        renewAt = began + lease.dividedBy(3).toNanos();
    }

    /** Of those that died on this host nobody need wait for the leases to end. */
    private static Dispatches without(List<String> gone, Dispatches dispatches) {
        gone.forEach(dispatches::absent);
        return dispatches;
    }

    /** How long it is counted after it last said so: it says so again after a third of a lease. */
    private static Duration present(Duration lease) {
        return lease.dividedBy(2).plusSeconds(1);
    }

    /** A little less than others wait: the lease ends here first. */
    private Duration valid(long began) {
        Duration lease = engine.settings().lease();
        return lease.minus(lease.dividedBy(5)).minusNanos(System.nanoTime() - began);
    }

    private Map<String, Subscription> active() {
        Map<String, Subscription> byId = new LinkedHashMap<>();
        engine.store().read(tx -> tx.subscriptions().active()).stream()
                .filter(this::known)
                .forEach(subscription -> byId.put(subscription.id(), subscription));
        return byId;
    }

    /** A consumer that only a newer release has is left to that. */
    private boolean known(Subscription subscription) {
        boolean known = !subscription.builtIn() || consumers.containsKey(subscription.consumer());
        if (!known && unknown.add(subscription.id())) {
            LOG.warnf("subscription %s: there is no consumer %s here", subscription.name(), subscription.consumer());
        }
        return known;
    }

    /** Deleted, disabled, or changed since; or ended by themselves. */
    private void endThoseThatAreNot(Map<String, Subscription> active) {
        end(runs.values().stream()
                .filter(run ->
                        isAnother(active.get(run.subscription().id()), run.subscription()) || run.mustBeginAgain())
                .map(run -> run.subscription().id())
                .toList());
    }

    private static boolean isAnother(Subscription now, Subscription running) {
        return now == null || now.version() != running.version();
    }

    private void share(Map<String, Subscription> active) {
        long nanos = System.nanoTime();
        int fair = Math.ceilDiv(active.size(), dispatchers);
        int tooMany = share.giveBack(runs.size(), fair, nanos);
        if (tooMany > 0) {
            end(List.copyOf(runs.keySet()).subList(runs.size() - tooMany, runs.size()));
            return;
        }
        Instant now = engine.clock().instant();
        List<String> free =
                engine.store().read(tx -> tx.dispatches().free(now, active.size() + unknown.size())).stream()
                        .filter(subscription -> active.containsKey(subscription) && !runs.containsKey(subscription))
                        .toList();
        share.take(free, runs.size(), fair, nanos).forEach(subscription -> begin(active.get(subscription)));
    }

    private void begin(Subscription subscription) {
        long began = System.nanoTime();
        Instant now = engine.clock().instant();
        Instant until = now.plus(engine.settings().lease());
        engine.store()
                .write(tx -> tx.dispatches().claim(subscription.id(), id, now, until))
                .ifPresent(lease -> {
                    Run run = subscription.builtIn()
                            ? new BuiltInRun(subscription, lease, consumers.get(subscription.consumer()), engine)
                            : new DeliveryRun(subscription, lease, engine);
                    run.extend(valid(began));
                    run.start();
                    // Only then: the lease of one that could not start must not be renewed.
                    runs.put(subscription.id(), run);
                    LOG.debugf("subscription %s begins after %d", subscription.name(), lease.position());
                });
    }

    /** All of them at the same time: a slow sink must not let the other leases run out. */
    private void end(List<String> subscriptions) {
        if (subscriptions.isEmpty()) {
            return;
        }
        List<Run> ending = subscriptions.stream().map(runs::remove).toList();
        stop(ending);
        engine.store().write(tx -> {
            ending.forEach(run -> tx.dispatches().release(run.lease()));
            return null;
        });
    }

    private static void stop(Collection<Run> ending) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            ending.forEach(run -> executor.execute(() -> run.stop(STOP)));
        }
    }

    private void leave() {
        stop(runs.values());
        try {
            engine.store().write(tx -> {
                tx.dispatches().absent(id);
                return null;
            });
        } catch (Refusal refusal) {
            LOG.debugf("the leases run out by themselves: %s", refusal.getMessage());
        }
    }
}
