package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.store.EmptyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a consumer makes of events is a row of its own here: a dispatcher row for each position that it took. */
@Timeout(60)
class BuiltInRunTest {

    @TempDir
    Path folder;

    private EmptyStore database;
    private EngineBench bench;
    private Subscription subscription;
    private Run run;

    @BeforeEach
    void open() {
        database = EmptyStore.sqlite(folder);
        bench = new EngineBench(database.store());
        subscription = bench.subscribe("mosaic:counting", OrderBy.NONE, 1);
    }

    @AfterEach
    void close() {
        run.stop(Duration.ofSeconds(5));
        database.close();
    }

    /** Writes a row for each event, and then does what the test wants. */
    private record Counting(Consumer<Event> then) implements BuiltIn {

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public void take(Tx tx, List<Event> events) {
            for (Event event : events) {
                tx.dispatches().open("taken/" + event.position(), event.position());
                then.accept(event);
            }
        }
    }

    private Run begin(Consumer<Event> then) {
        var begun = new BuiltInRun(subscription, bench.lease(subscription), new Counting(then), bench.engine());
        begun.extend(Duration.ofHours(1));
        begun.start();
        run = begun;
        return begun;
    }

    private boolean took(long position) {
        return bench.database
                .read(tx -> tx.dispatches().status("taken/" + position))
                .isPresent();
    }

    @Test
    void eachEventIsTakenOnceAndTheCursorFollows() {
        List<Long> all = java.util.stream.LongStream.range(0, 450)
                .map(i -> bench.event("a"))
                .boxed()
                .toList();
        begin(event -> {});
        await().until(() -> bench.isThrough(subscription));
        assertThat(all).allMatch(this::took);
        assertThat(bench.status(subscription).delivered()).isEqualTo(450);
    }

    @Test
    void oneThatCannotBeTakenIsADeadLetterAndLeavesNothing() {
        long before = bench.event("a");
        long poison = bench.event("a");
        long behind = bench.event("a");
        begin(event -> {
            if (event.position() == poison) {
                throw new IllegalStateException("cannot");
            }
        });
        await().until(() -> bench.isThrough(subscription));
        assertThat(took(before)).isTrue();
        assertThat(took(poison)).isFalse();
        assertThat(took(behind)).isTrue();
        assertThat(bench.letters(subscription)).extracting(DeadLetter::position).containsExactly(poison);
    }

    @Test
    void oneThatIsRefusedForEverDoesNotBlockTheOthers() {
        long poison = bench.event("a");
        long behind = bench.event("a");
        begin(event -> {
            if (event.position() == poison) {
                throw new Refusal.TooLarge();
            }
        });
        await().until(() -> took(behind));
        assertThat(bench.letters(subscription)).extracting(DeadLetter::position).containsExactly(poison);
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedFor() {
        bench.store.before("dispatches.save", () -> {
            throw HookedStore.unavailable();
        });
        long first = bench.event("a");
        begin(event -> {});
        await().until(() -> bench.store.calls("dispatches.save") > 1);
        assertThat(took(first)).isFalse();
        bench.store.nothing("dispatches.save");
        await().until(() -> took(first));
        assertThat(bench.letters(subscription)).isEmpty();
    }

    @Test
    void whoLostTheLeaseTakesNothing() {
        begin(event -> {});
        long first = bench.event("a");
        await().until(() -> took(first));
        bench.lease(subscription);
        long second = bench.event("a");
        int saves = bench.store.calls("dispatches.save");
        await().until(() -> bench.store.calls("dispatches.save") > saves);
        assertThat(took(second)).isFalse();
        assertThat(bench.status(subscription).position()).isEqualTo(first);
    }

    @Test
    void aDeadLetterIsTakenAgainOnRequest() {
        var well = new AtomicBoolean();
        long poison = bench.event("a");
        begin(event -> {
            if (!well.get()) {
                throw new IllegalStateException("cannot");
            }
        });
        await().until(() -> bench.letters(subscription).size() == 1);
        well.set(true);
        replay();
        await().until(() -> took(poison) && bench.status(subscription).parked() == 0);
        assertThat(bench.letters(subscription)).isEmpty();
        assertThat(bench.status(subscription).position()).isEqualTo(poison);
    }

    @Test
    void aReplayedEventThatIsNotKeptAnyMoreDoesNotWaitForEver() {
        long poison = bench.event("a");
        begin(event -> {
            throw new IllegalStateException("cannot");
        });
        await().until(() -> bench.letters(subscription).size() == 1);
        run.stop(Duration.ofSeconds(5));
        replay();
        bench.database.write(tx -> {
            tx.events().forget(poison);
            return null;
        });
        begin(event -> {});
        await().until(() -> bench.status(subscription).parked() == 0);
        assertThat(bench.letters(subscription))
                .singleElement()
                .extracting(DeadLetter::error)
                .isEqualTo("the event is not kept any more");
    }

    private void replay() {
        new ReplayDeadLetters(bench.database, bench.clock).all(new DeadLetters.Filter(subscription.id(), null, null));
    }
}
