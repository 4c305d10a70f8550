package dev.mosaicstack.functions.metricsscrape.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.metricsscrape.AwayStore;
import dev.mosaicstack.functions.metricsscrape.history.History;
import dev.mosaicstack.functions.metricsscrape.history.Selection;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import dev.mosaicstack.store.EmptyStore;
import dev.mosaicstack.testkit.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many ask at once: they wait for one round, not for each other's. */
@Timeout(60)
class SharedRoundsTest {

    private static final int CALLERS = 8;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final AtomicInteger looks = new AtomicInteger();
    private final Semaphore began = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private EmptyStore database;
    private AwayStore store;
    private Rounds rounds;

    @BeforeEach
    void open() {
        database = EmptyStore.sqlite(folder);
        store = new AwayStore(database.store());
        var target = new Target("a", "test", "a:1", Map.of(), Duration.ofSeconds(50), 10, () -> {
            looks.incrementAndGet();
            began.release();
            mayEnd.acquire();
            return List.of(Family.gauge("queue", "", 1));
        });
        rounds = new Rounds(
                new Turns(store, "one", Duration.ofSeconds(45)),
                new Scraper(List.of(target), 100),
                new History(store, new Selection(List.of(Selector.parse("queue"))), Duration.ofHours(1)),
                at -> {},
                clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private <T> FutureTask<T> start(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /** Each of them waits for the round that is under way. */
    private List<FutureTask<Collected>> callersThatWait() {
        List<FutureTask<Collected>> calls = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            var call = new FutureTask<>(rounds::called);
            calls.add(call);
            threads.add(Thread.ofPlatform().daemon().start(call));
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return calls;
    }

    @Test
    void thoseThatComeDuringACalledRoundShareTheNext() throws Exception {
        FutureTask<Collected> first = start(rounds::called);
        began.acquire();
        List<FutureTask<Collected>> others = callersThatWait();
        mayEnd.release(100);
        for (FutureTask<Collected> other : others) {
            assertThat(other.get()).isSameAs(others.getFirst().get()).isNotSameAs(first.get());
        }
        assertThat(looks).hasValue(2);
    }

    @Test
    void thoseThatComeDuringAScheduledRoundShareTheNext() throws Exception {
        FutureTask<?> scheduled = start(rounds::scheduled);
        began.acquire();
        List<FutureTask<Collected>> others = callersThatWait();
        mayEnd.release(100);
        scheduled.get();
        for (FutureTask<Collected> other : others) {
            assertThat(other.get()).isSameAs(others.getFirst().get());
        }
        assertThat(looks).hasValue(2);
    }

    @Test
    void whoComesLaterLooksAgain() {
        mayEnd.release(100);
        Collected first = rounds.called();
        assertThat(rounds.called()).isNotSameAs(first);
        assertThat(looks).hasValue(2);
    }

    @Test
    void whereTheDatabaseIsAwayItIsAskedOnceForAllThatWait() throws Exception {
        start(rounds::called);
        began.acquire();
        List<FutureTask<Collected>> others = callersThatWait();
        store.goAway();
        mayEnd.release(100);
        for (FutureTask<Collected> other : others) {
            assertThatThrownBy(other::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(Refusal.Unavailable.class);
        }
        // The end of the round that was under way, and the beginning of the one that all of them share.
        assertThat(store.refused()).isEqualTo(2);
        store.comeBack();
        assertThat(rounds.called().looks()).hasSize(1);
    }

    @Test
    void whereARoundIsBrokenOffWhoWaitsLooksItself() throws Exception {
        var first = new FutureTask<>(rounds::called);
        Thread thread = Thread.ofPlatform().daemon().start(first);
        began.acquire();
        List<FutureTask<Collected>> others = callersThatWait();
        thread.interrupt();
        mayEnd.release(100);
        assertThatThrownBy(first::get).hasCauseInstanceOf(Refusal.Unavailable.class);
        for (FutureTask<Collected> other : others) {
            assertThat(other.get().looks()).hasSize(1);
        }
    }
}
