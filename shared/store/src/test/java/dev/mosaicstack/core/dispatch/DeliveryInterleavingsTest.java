package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.dispatch.Sender.Outcome;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.store.EmptyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events, refusals, outages of the database, crashes and takeovers as a seed has it, with an oracle that looks all the
 * time. {@code -Dseed=N} runs another one.
 */
@Timeout(300)
class DeliveryInterleavingsTest {

    private static final int STEPS = 150;
    private static final Duration SHORT = Duration.ofMillis(15);

    @TempDir
    Path folder;

    private EngineBench bench;
    private Random random;
    private Oracle oracle;
    private Subscription subscription;
    private HookedStore process;
    private DeliveryRun run;
    private final List<DeliveryRun> crashed = new ArrayList<>();
    private volatile int refusals;
    private volatile boolean slow = true;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostAndEachLaneKeepsItsOrder(long seed) {
        try (EmptyStore database = EmptyStore.sqlite(folder)) {
            play(Long.getLong("seed", seed), database);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 4)
    void soItIsOnPostgres(long seed) {
        try (EmptyStore database = EmptyStore.postgres()) {
            play(Long.getLong("seed", seed), database);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = 5)
    void soItIsOnMariaDb(long seed) {
        try (EmptyStore database = EmptyStore.mariaDb()) {
            play(Long.getLong("seed", seed), database);
        }
    }

    private void play(long seed, EmptyStore database) {
        random = new Random(seed);
        bench = new EngineBench(database.store());
        subscription = bench.subscribe(OrderBy.SUBJECT, 2 + random.nextInt(3));
        oracle = new Oracle(subscription, bench);
        bench.sender.onSend(oracle::sent).script(this::answer);
        begin();
        for (int step = 0; step < STEPS; step++) {
            step();
            oracle.look();
            LockSupport.parkNanos(SHORT.toNanos());
        }
        endWell();
    }

    private void begin() {
        process = new HookedStore(bench.database);
        run = bench.run(subscription, process);
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    /** Some are refused for ever, others now and then. */
    private Outcome answer(Event event, int attempt) {
        LockSupport.parkNanos(slow && random(8) == 0 ? random(400_000_000) : random(3_000_000));
        Outcome outcome = outcome(event);
        oracle.ended(event, outcome);
        return outcome;
    }

    private Outcome outcome(Event event) {
        boolean poison = event.position() % 41 == 0;
        if (poison || random(100) < refusals) {
            return random(10) == 0
                    ? new Outcome.Refused(429, "later", Duration.ofSeconds(random(20)))
                    : ScriptedSender.BROKEN;
        }
        return ScriptedSender.DELIVERED;
    }

    private void step() {
        int what = random(100);
        if (what < 60) {
            happen(1 + random(12));
        } else if (what < 80) {
            bench.clock.advance(Duration.ofMillis(random(6_000)));
        } else if (what < 88) {
            refusals = random(3) * 30;
        } else if (what < 94) {
            process.away(random(2) == 0);
        } else if (what < 97) {
            crash();
        } else {
            run.stop(Duration.ofMillis(random(20)));
            begin();
        }
    }

    private void happen(int events) {
        for (int i = 0; i < events; i++) {
            String subject = "s" + random(5);
            oracle.happened(bench.event(subject), subject);
        }
    }

    /** Its database hears nothing of it any more; what it sent may still arrive. */
    private void crash() {
        process.away(true);
        run.extend(Duration.ZERO);
        crashed.add(run);
        begin();
    }

    private String left() {
        var heads = bench.database.read(tx -> tx.dispatches().lanes(subscription.id()).stream()
                .map(lane -> tx.dispatches().ofLane(subscription.id(), lane, 1).getFirst())
                .toList());
        return bench.clock.instant() + " " + bench.status(subscription) + " " + heads;
    }

    private void endWell() {
        refusals = 0;
        slow = false;
        process.away(false);
        await("all of it; " + bench.status(subscription))
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> {
                    bench.clock.advance(Duration.ofSeconds(3));
                    oracle.look();
                    assertThat(bench.isThrough(subscription)).as(this::left).isTrue();
                });
        run.stop(Duration.ofSeconds(5));
        crashed.forEach(dead -> dead.stop(Duration.ZERO));
        oracle.through();
    }
}
