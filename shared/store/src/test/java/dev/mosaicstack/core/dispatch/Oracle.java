package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Knows what was sent, and says what a subscription must never come to, whatever happens in between. */
final class Oracle {

    private final Subscription subscription;
    private final EngineBench bench;
    private final Map<String, TreeSet<Long>> lanes = new HashMap<>();
    private final Set<Long> delivered = new HashSet<>();
    private final Map<Long, Integer> failures = new HashMap<>();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    Oracle(Subscription subscription, EngineBench bench) {
        this.subscription = subscription;
        this.bench = bench;
    }

    synchronized void happened(long position, String subject) {
        lanes.computeIfAbsent(subject, s -> new TreeSet<>()).add(position);
    }

    /** An attempt begins: everything before it in its lane has arrived, or was tried as often as it may be. */
    synchronized void sent(Event event) {
        for (long before : lanes.getOrDefault(event.subject(), new TreeSet<>()).headSet(event.position())) {
            if (!settled(before)) {
                broken.add(event.position() + " was sent before " + before + " had come to an end");
            }
        }
    }

    private boolean settled(long position) {
        return delivered.contains(position) || failures.getOrDefault(position, 0) >= subscription.maxAttempts();
    }

    synchronized void ended(Event event, Outcome outcome) {
        if (outcome instanceof Outcome.Delivered) {
            delivered.add(event.position());
        } else {
            failures.merge(event.position(), 1, Integer::sum);
        }
    }

    /** The cursor has passed nothing that is neither delivered, nor parked, nor a dead letter. */
    void look() {
        List<Long> lost = lost();
        if (!lost.isEmpty()) {
            broken.add("the cursor passed " + lost);
        }
        assertThat(broken).isEmpty();
    }

    private List<Long> lost() {
        return bench.database.read(tx -> {
            // The cursor first: what it has passed was parked before.
            long cursor =
                    tx.dispatches().status(subscription.id()).orElseThrow().position();
            Set<Long> kept = new HashSet<>();
            lanesNow().forEach(lane -> tx.dispatches()
                    .ofLane(subscription.id(), lane, 10_000)
                    .forEach(parked -> kept.add(parked.position())));
            bench.letters(subscription).forEach(letter -> kept.add(letter.position()));
            return passed(cursor, kept);
        });
    }

    private synchronized Set<String> lanesNow() {
        return Set.copyOf(lanes.keySet());
    }

    private synchronized List<Long> passed(long cursor, Set<Long> kept) {
        List<Long> lost = new ArrayList<>();
        lanes.values().forEach(lane -> lane.headSet(cursor, true).stream()
                .filter(position -> !delivered.contains(position) && !kept.contains(position))
                .forEach(lost::add));
        return lost;
    }

    /** Everything has arrived, or is a dead letter that was tried often enough. */
    synchronized void through() {
        Set<Long> dead = new HashSet<>();
        bench.letters(subscription).forEach(letter -> dead.add(letter.position()));
        lanes.values()
                .forEach(lane ->
                        lane.forEach(position -> assertThat(delivered.contains(position) || dead.contains(position))
                                .as("event %d has arrived or is a dead letter", position)
                                .isTrue()));
        dead.forEach(position -> assertThat(failures.getOrDefault(position, 0))
                .as("failures of the dead letter %d", position)
                .isGreaterThanOrEqualTo(subscription.maxAttempts()));
    }
}
