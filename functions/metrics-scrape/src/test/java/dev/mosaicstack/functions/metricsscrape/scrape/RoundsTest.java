package dev.mosaicstack.functions.metricsscrape.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.process.ProcessName;
import dev.mosaicstack.functions.metricsscrape.history.Found;
import dev.mosaicstack.functions.metricsscrape.history.History;
import dev.mosaicstack.functions.metricsscrape.history.Selection;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import dev.mosaicstack.store.EmptyStore;
import dev.mosaicstack.testkit.DeadProcess;
import dev.mosaicstack.testkit.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database: one of them looks at the targets. */
class RoundsTest {

    private static final Duration TURN = Duration.ofSeconds(45);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final List<String> judged = new ArrayList<>();
    private EmptyStore database;
    private Rounds one;
    private Rounds other;
    private double value;

    @BeforeEach
    void open() {
        database = EmptyStore.sqlite(folder);
        one = process("one");
        other = process("other");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Rounds process(String name) {
        var target = new Target(
                "a",
                "test",
                "a:1",
                Map.of(),
                Duration.ofSeconds(10),
                10,
                () -> List.of(Family.gauge("queue", "", value)));
        return new Rounds(
                new Turns(database.store(), name, TURN),
                new Scraper(List.of(target), 100),
                history(),
                at -> judged.add(name),
                clock);
    }

    private History history() {
        return new History(database.store(), new Selection(List.of(Selector.parse("queue"))), Duration.ofHours(1));
    }

    private void later(Duration time) {
        clock.advance(time);
        value++;
    }

    private List<Double> remembered() {
        List<Found> found = history().read(Selector.parse("queue"), Instant.EPOCH, clock.instant(), 10);
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < found.getFirst().samples().size(); i++) {
            values.add(found.getFirst().samples().value(i));
        }
        return values;
    }

    @Test
    void whoHasTheTurnKeepsItWhileItLooks() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            later(Duration.ofSeconds(15));
            assertThat(one.scheduled(clock.instant())).isPresent();
            assertThat(other.scheduled(clock.instant())).isEmpty();
        }
        assertThat(judged).containsOnly("one").hasSize(10);
        assertThat(other.newest()).isEmpty();
    }

    @Test
    void whoIsSilentLosesItAndTheOtherGoesOnWhereItWas() throws InterruptedException {
        later(Duration.ofSeconds(15));
        one.scheduled(clock.instant());
        later(TURN);
        assertThat(other.scheduled(clock.instant())).isPresent();
        later(Duration.ofSeconds(15));
        assertThat(one.scheduled(clock.instant())).isEmpty();
        assertThat(one.newest()).as("it gives nothing on that is old").isEmpty();
        later(TURN);
        one.scheduled(clock.instant());
        later(Duration.ofSeconds(15));
        one.scheduled(clock.instant());
        assertThat(remembered()).containsExactly(1.0, 2.0, 4.0, 5.0);
        assertThat(judged).containsExactly("one", "other", "one", "one");
    }

    @Test
    void aRoundBearsTheMomentItWasDueHoweverLateItBegins() throws InterruptedException {
        Instant due = clock.instant().plusSeconds(15);
        later(Duration.ofMillis(15_030));
        assertThat(one.scheduled(due)).get().extracting(Collected::at).isEqualTo(due);
        later(Duration.ofSeconds(1));
        one.called();
        assertThat(one.scheduled(due.plusMillis(500)))
                .as("due before the one that was called")
                .get()
                .extracting(Collected::at)
                .isEqualTo(clock.instant());
    }

    @Test
    void whoIsCalledLooksAndHasTheTurn() throws InterruptedException {
        later(Duration.ofSeconds(15));
        one.scheduled(clock.instant());
        later(Duration.ofSeconds(5));
        assertThat(other.called().looks()).hasSize(1);
        later(Duration.ofSeconds(10));
        assertThat(one.scheduled(clock.instant())).isEmpty();
        assertThat(remembered()).containsExactly(1.0, 2.0);
    }

    @Test
    void whoLeavesMakesRoomAtOnce() throws InterruptedException {
        later(Duration.ofSeconds(15));
        one.scheduled(clock.instant());
        new Turns(database.store(), "one", TURN).leave(clock.instant());
        later(Duration.ofSeconds(1));
        assertThat(other.scheduled(clock.instant())).isPresent();
    }

    @Test
    void whoWasKilledOnThisHostIsFollowedAtOnce() throws InterruptedException {
        later(Duration.ofSeconds(15));
        new Turns(database.store(), DeadProcess.name(), TURN).take(clock.instant(), false);
        later(Duration.ofSeconds(1));
        assertThat(one.scheduled(clock.instant())).isPresent();
    }

    @Test
    void whoIsAliveOnThisHostKeepsIt() throws InterruptedException {
        later(Duration.ofSeconds(15));
        new Turns(database.store(), ProcessName.next(), TURN).take(clock.instant(), false);
        later(Duration.ofSeconds(1));
        assertThat(one.scheduled(clock.instant())).isEmpty();
    }

    @Test
    void aTurnOfAClockThatWasAheadDoesNotCount() throws InterruptedException {
        clock.advance(Duration.ofDays(300));
        one.scheduled(clock.instant());
        clock.advance(Duration.ofDays(-300));
        assertThat(other.scheduled(clock.instant())).isPresent();
    }

    @Test
    void whatIsOldIsNotGivenOn() throws InterruptedException {
        one.scheduled(clock.instant());
        assertThat(one.newest()).isPresent();
        clock.advance(TURN);
        assertThat(one.newest()).isEmpty();
    }

    @Test
    void whereTheClockWasSetBackNothingIsRememberedOrJudged() throws InterruptedException {
        later(Duration.ofMinutes(10));
        one.scheduled(clock.instant());
        clock.advance(Duration.ofMinutes(-5));
        assertThat(one.scheduled(clock.instant())).isPresent();
        assertThat(remembered()).hasSize(1);
        assertThat(judged).hasSize(1);
        later(Duration.ofMinutes(6));
        one.scheduled(clock.instant());
        assertThat(remembered()).hasSize(2);
        assertThat(judged).hasSize(2);
    }
}
