package dev.mosaicstack.functions.metricsscrape.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.store.EmptyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Series QUEUE = Series.of("queue", "job", "a");

    @TempDir
    Path folder;

    private EmptyStore database;
    private History history;
    private Instant now = START;

    @BeforeEach
    void open() {
        database = EmptyStore.sqlite(folder);
        history = history();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private History history() {
        return new History(
                database.store(),
                new Selection(List.of(Selector.parse("queue"), Selector.parse("up{job=\"a\"}"))),
                Duration.ofHours(1));
    }

    private void round(Sample... samples) {
        now = now.plus(STEP);
        assertThat(history.add(now, List.of(samples))).isTrue();
    }

    private static Sample queue(double value) {
        return new Sample(QUEUE, value);
    }

    private List<Double> read(History from) {
        List<Found> found = from.read(Selector.parse("queue"), START, now, 10);
        return found.isEmpty() ? List.of() : values(found.getFirst().samples());
    }

    private static List<Double> inMemory(History from) {
        return from.look(select ->
                values(select.apply(Selector.parse("queue")).getFirst().samples()));
    }

    private static List<Double> values(Samples samples) {
        return IntStream.range(0, samples.size()).mapToObj(samples::value).toList();
    }

    @Test
    void onlyWhatIsSelectedHasAHistory() {
        round(
                queue(1),
                new Sample(Series.of("up", "job", "a"), 1),
                new Sample(Series.of("up", "job", "b"), 1),
                new Sample(Series.of("other"), 1));
        assertThat(history.series()).isEqualTo(2);
        assertThat(history.read(Selector.parse("up"), START, now, 10))
                .extracting(Found::series)
                .containsExactly(Series.of("up", "job", "a"));
    }

    @Test
    void whatIsNotThereAnyMoreIsGoneAndMayComeBack() {
        round(queue(1));
        round();
        round();
        round(queue(4));
        List<Double> expected = List.of(1.0, Samples.GONE, 4.0);
        assertThat(bits(inMemory(history))).isEqualTo(bits(expected));
        assertThat(bits(read(history))).isEqualTo(bits(expected));
    }

    private static List<Long> bits(List<Double> values) {
        return values.stream().map(Double::doubleToRawLongBits).toList();
    }

    @Test
    void aProcessThatBeginsAgainGoesOnWhereTheOneBeforeWas() {
        for (int i = 1; i <= 130; i++) {
            round(queue(i));
        }
        history = history();
        round(queue(131));
        List<Double> all =
                IntStream.rangeClosed(1, 131).mapToObj(i -> (double) i).toList();
        assertThat(inMemory(history)).isEqualTo(all);
        assertThat(read(history)).isEqualTo(all);
        assertThat(history.series()).isEqualTo(1);
    }

    @Test
    void anotherProcessReadsTheSame() {
        for (int i = 1; i <= 250; i++) {
            round(queue(i));
        }
        assertThat(read(history())).hasSize(250).isEqualTo(read(history));
    }

    @Test
    void memoryGoesBackAsFarAsRulesLookAndTheDatabaseADay() {
        int day = (int) History.KEPT.dividedBy(STEP);
        for (int i = 1; i <= day + 480; i++) {
            round(queue(i));
        }
        assertThat(inMemory(history).size()).isBetween(240, 360);
        assertThat(read(history).size()).isBetween(day, day + 240);
        assertThat(read(history).getLast()).isEqualTo(day + 480);
    }

    @Test
    void aSeriesOfWhichNothingIsLeftMakesRoomForAnother() {
        round(queue(1));
        for (int i = 0; i < History.KEPT.dividedBy(STEP) + 480; i++) {
            round(new Sample(Series.of("up", "job", "a"), 1));
        }
        assertThat(history.series()).isEqualTo(1);
        assertThat(read(history)).isEmpty();
    }

    @Test
    void beyondTheLimitThereIsNoHistoryAndItIsCountedButThereIsRoomForUp() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < History.MOST_SERIES + 7; i++) {
            samples.add(new Sample(Series.of("queue", "n", Integer.toString(i), "job", "j" + i % 10), i));
        }
        samples.add(new Sample(Series.of("up", "job", "a"), 1));
        round(samples.toArray(Sample[]::new));
        assertThat(history.series()).isEqualTo(History.MOST_SERIES - 200 + 1);
        assertThat(history.left()).isEqualTo(207);
        Instant to = now;
        assertThatThrownBy(() -> history.read(Selector.parse("queue"), START, to, 200))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("1800 series");
        assertThat(history.read(Selector.parse("up"), START, to, 200)).hasSize(1);
    }

    @Test
    void oneTargetLeavesRoomForTheOthers() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < History.MOST_SERIES; i++) {
            samples.add(new Sample(Series.of("queue", "n", Integer.toString(i), "job", "large"), i));
        }
        samples.add(queue(1));
        samples.add(new Sample(Series.of("up", "job", "a"), 1));
        round(samples.toArray(Sample[]::new));
        assertThat(history.left()).isEqualTo(History.MOST_SERIES - 1000);
        assertThat(history.read(Selector.parse("queue{job=\"a\"}"), START, now, 200))
                .hasSize(1);
    }

    @Test
    void aClockThatWasAheadKeepsNobodyFromGoingOn() {
        round(queue(1));
        Instant right = now;
        now = now.plus(Duration.ofDays(300));
        round(queue(2));
        now = right;
        round(queue(3));
        assertThat(read(history)).containsExactly(1.0, 3.0);
        now = now.plus(Duration.ofDays(300));
        round(queue(4));
        now = right.plus(STEP);
        history = history();
        round(queue(5));
        assertThat(read(history)).containsExactly(1.0, 3.0, 5.0);
    }

    @Test
    void aBlockOfAClockThatWasAheadDoesNotHideWhatIsNow() {
        Instant right = now;
        now = now.plus(Duration.ofDays(300));
        for (int i = 0; i < 130; i++) {
            round(queue(-1));
        }
        now = right;
        for (int i = 1; i <= 3; i++) {
            round(queue(i));
        }
        history = history();
        round(queue(4));
        assertThat(inMemory(history)).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(read(history)).containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void whatATargetMayGiveWithAllItsLabelsIsReadAgain() {
        List<String> labels = new ArrayList<>(List.of("job", "a", "instance", "b"));
        for (int i = 0; i < 64; i++) {
            labels.addAll(List.of("l" + i, "v"));
        }
        round(new Sample(Series.of("queue", labels.toArray(String[]::new)), 7));
        history = history();
        round(queue(8));
        assertThat(history.read(Selector.parse("queue"), START, now, 10)).hasSize(2);
    }

    @Test
    void nothingIsAddedBeforeWhatIsThere() {
        round(queue(1));
        assertThat(history.add(now, List.of(queue(2)))).isFalse();
        assertThat(history.add(now.minus(STEP), List.of(queue(2)))).isFalse();
        assertThat(inMemory(history)).containsExactly(1.0);
    }

    @Test
    void aBlockThatWasWrittenBeforeTheProcessEndedCountsOnce() {
        for (int i = 1; i <= 100; i++) {
            round(queue(i));
        }
        var tracks = new Tracks();
        var rows = new HistoryRows(database.store());
        rows.read(START, now, tracks);
        // As if it ended between the blocks and the end of the rounds.
        Track track = tracks.of(QUEUE);
        database.store().write(tx -> {
            tx.metrics()
                    .insert(new dev.mosaicstack.core.metric.MetricHistory.Block(
                            track.id, START.plus(STEP), now, Chunk.write(track.samples, 0, track.samples.size())));
            return null;
        });
        history = history();
        for (int i = 101; i <= 150; i++) {
            round(queue(i));
        }
        assertThat(read(history))
                .isEqualTo(
                        IntStream.rangeClosed(1, 150).mapToObj(i -> (double) i).toList());
        assertThat(inMemory(history)).hasSize(150);
    }
}
