package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.dispatch.Disabling;
import dev.mosaicstack.core.dispatch.Parked;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.subscription.EventFilter;
import dev.mosaicstack.core.subscription.Format;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long events are kept that somebody still has to get, whatever the database. */
@Timeout(60)
abstract class RetentionForSubscribersContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    private final MovableClock clock = new MovableClock(NOW);
    private Store store;
    private Retention retention;

    @BeforeEach
    void open() {
        store = emptyStore();
        store.write(tx -> new Rows(tx, NOW).nobodyWaitsForEvents());
        retention = keeping(WEEK);
    }

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** As a process that starts now has it. */
    private Retention keeping(Duration events) {
        var ids = new Ids(clock);
        return new Retention(store, keep(events), new Recorder(ids, clock), clock);
    }

    private static Keep keep(Duration events) {
        return new Keep(events, events, events, events, MONTH.multipliedBy(3), events, events, events, events);
    }

    private void event(Instant at) {
        store.write(tx -> new Rows(tx, at).anEvent());
        number();
    }

    private void number() {
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(100));
        }
    }

    private Subscription subscribed(long position) {
        var subscription = new Subscription(
                Rows.idAt(clock.instant()),
                "s" + position,
                EventFilter.ALL,
                "http://sink/",
                "whsec_x",
                Format.BINARY,
                OrderBy.SUBJECT,
                2,
                null,
                Map.of(),
                new Subscription.State.Active(),
                clock.instant(),
                1);
        store.write(tx -> {
            tx.subscriptions().insert(subscription);
            tx.dispatches().open(subscription.id(), position);
            return null;
        });
        return subscription;
    }

    private List<Long> kept() {
        return store.read(tx -> tx.events().after(0, 100)).stream()
                .map(Event::position)
                .toList();
    }

    private void round() {
        retention.round(() -> false);
        number();
    }

    private Subscription.State state(Subscription subscription) {
        return store.read(tx -> tx.subscriptions().find(subscription.id()))
                .orElseThrow()
                .state();
    }

    @Test
    void anEventIsKeptUntilEverySubscriptionHasIt() {
        for (int i = 0; i < 4; i++) {
            event(NOW.minus(WEEK).minusSeconds(9));
        }
        event(NOW);
        subscribed(4);
        subscribed(2);
        round();
        assertThat(kept()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void anEventThatIsParkedIsKeptAndAllBehindIt() {
        for (int i = 0; i < 4; i++) {
            event(NOW.minus(WEEK).minusSeconds(9));
        }
        event(NOW);
        Subscription subscription = subscribed(5);
        store.write(tx -> {
            tx.dispatches().park(subscription.id(), new Parked(3, "e", "a", 1, NOW));
            return null;
        });
        round();
        assertThat(kept()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void whoIsDisabledKeepsNothing() {
        event(NOW.minus(WEEK).minusSeconds(9));
        event(NOW);
        Subscription subscription = subscribed(0);
        store.write(tx -> tx.subscriptions().update(subscription.disable("C", "d", NOW)));
        round();
        assertThat(kept()).containsExactly(2L);
    }

    @Test
    void whoIsTooFarBehindIsGivenUpAndToldSo() {
        event(NOW.minus(MONTH).minusSeconds(9));
        event(NOW);
        Subscription behind = subscribed(0);
        Subscription other = subscribed(1);
        clock.set(NOW.plus(Duration.ofHours(1)));
        round();
        assertThat(state(behind)).isInstanceOfSatisfying(Subscription.State.Disabled.class, disabled -> {
            assertThat(disabled.code()).isEqualTo(Disabling.GAP);
            assertThat(disabled.at()).isEqualTo(clock.instant());
        });
        assertThat(state(other)).isEqualTo(new Subscription.State.Active());
        assertThat(kept()).containsExactly(2L, 3L);
        Event told = store.read(tx -> tx.events().after(2, 9)).getFirst();
        assertThat(told.type()).isEqualTo("dev.mosaicstack.system.subscription.disabled");
        assertThat(told.subject()).isEqualTo("subscriptions/" + behind.id());
        assertThat(Json.tree(told.data()).get("code").textValue()).isEqualTo(Disabling.GAP);
        assertThat(told.data()).doesNotContain("whsec_");
    }

    @Test
    void whoHasParkedSomethingForTooLongIsGivenUpAsWell() {
        event(NOW.minus(MONTH).minusSeconds(9));
        event(NOW);
        Subscription parking = subscribed(2);
        store.write(tx -> {
            tx.dispatches().park(parking.id(), new Parked(1, "e", "a", 1, NOW));
            return null;
        });
        clock.set(NOW.plus(Duration.ofHours(1)));
        round();
        assertThat(state(parking)).isInstanceOf(Subscription.State.Disabled.class);
    }

    @Test
    void inTheFirstHourAfterTheStartNobodyIsGivenUp() {
        event(NOW.minus(MONTH).minusSeconds(9));
        event(NOW);
        Subscription behind = subscribed(0);
        clock.set(NOW.plus(Duration.ofHours(1)).minusMillis(1));
        round();
        assertThat(state(behind)).isEqualTo(new Subscription.State.Active());
        assertThat(kept()).containsExactly(1L, 2L);
        clock.set(NOW.plus(Duration.ofHours(1)));
        round();
        assertThat(state(behind)).isInstanceOf(Subscription.State.Disabled.class);
    }

    @Test
    void aMonthIsNotOverBeforeItIs() {
        event(NOW.minus(MONTH).plusSeconds(3_601));
        event(NOW);
        Subscription behind = subscribed(0);
        clock.set(NOW.plus(Duration.ofHours(1)));
        round();
        assertThat(state(behind)).isEqualTo(new Subscription.State.Active());
        assertThat(kept()).containsExactly(1L, 2L);
    }

    @Test
    void whereEventsAreKeptForLongerAnywayNobodyIsGivenUpEarlier() {
        event(NOW.minus(MONTH).minus(WEEK));
        event(NOW);
        Subscription behind = subscribed(0);
        retention = keeping(MONTH.multipliedBy(2));
        clock.set(NOW.plus(Duration.ofHours(2)));
        round();
        assertThat(state(behind)).isEqualTo(new Subscription.State.Active());
        clock.set(NOW.plus(MONTH));
        round();
        assertThat(state(behind)).isInstanceOf(Subscription.State.Disabled.class);
    }
}
