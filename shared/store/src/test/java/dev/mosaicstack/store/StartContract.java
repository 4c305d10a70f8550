package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.subscription.Start;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where in the log a subscription begins, whatever the database. */
abstract class StartContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private Store store;

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    abstract Store emptyStore();

    /** @return its id */
    private String written(long second) {
        return store.write(tx -> new Rows(tx, NOW.plusSeconds(second)).anEvent());
    }

    private String event(long second) {
        String id = written(second);
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(100));
        }
        return id;
    }

    private long position(Start start) {
        return store.write(tx -> start.position(tx.events()));
    }

    private Start since(long second) {
        return new Start.Since(NOW.plusSeconds(second));
    }

    @Test
    void inAnEmptyLogEveryStartIsItsBeginning() {
        assertThat(position(new Start.Now())).isZero();
        assertThat(position(new Start.Beginning())).isZero();
        assertThat(position(since(0))).isZero();
    }

    @Test
    void theFirstThatIsDeliveredIsTheOneThatWasAskedFor() {
        String first = event(0);
        event(10);
        String third = event(20);
        assertThat(position(new Start.Now())).isEqualTo(3);
        assertThat(position(new Start.Beginning())).isZero();
        assertThat(position(new Start.At(first))).isZero();
        assertThat(position(new Start.At(third))).isEqualTo(2);
        assertThat(position(since(-1))).isZero();
        assertThat(position(since(0))).isZero();
        assertThat(position(since(1))).isEqualTo(1);
        assertThat(position(since(10))).isEqualTo(1);
        assertThat(position(since(11))).isEqualTo(2);
        assertThat(position(since(21))).isEqualTo(3);
    }

    @Test
    void whereTheBeginningIsForgottenItBeginsWithWhatIsKept() {
        String forgotten = event(0);
        for (int second = 1; second < 40; second++) {
            event(second);
        }
        for (long position = 1; position <= 10; position++) {
            long gone = position;
            store.write(tx -> {
                tx.events().forget(gone);
                return null;
            });
        }
        assertThat(position(new Start.Beginning())).isEqualTo(10);
        assertThat(position(since(0))).isEqualTo(10);
        for (int second = 10; second < 40; second++) {
            assertThat(position(since(second))).isEqualTo(second);
        }
        assertThatThrownBy(() -> position(new Start.At(forgotten)))
                .isInstanceOfSatisfying(Refusal.Invalid.class, invalid -> assertThat(invalid.fields())
                        .containsOnlyKeys("start"));
    }

    @Test
    void anEventThatHasNoPlaceInTheOrderYetIsNotMissed() {
        event(0);
        String young = written(1);
        long before = position(new Start.At(young));
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(100));
        }
        Event found = store.read(tx -> tx.events().find(young)).orElseThrow();
        assertThat(before).isEqualTo(found.position() - 1);
    }
}
