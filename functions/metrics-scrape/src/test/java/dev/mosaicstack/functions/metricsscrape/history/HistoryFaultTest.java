package dev.mosaicstack.functions.metricsscrape.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.metricsscrape.AwayStore;
import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.store.EmptyStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is away for a while, loses an answer, or has another process in it: nothing of the history is lost. */
class HistoryFaultTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private EmptyStore database;
    private AwayStore store;
    private History history;
    private Instant now = START;

    @BeforeEach
    void open() {
        database = EmptyStore.sqlite(folder);
        store = new AwayStore(database.store());
        history = process(store);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static History process(Store store) {
        return new History(store, new Selection(List.of(Selector.parse("queue"))), Duration.ofHours(1));
    }

    private void rounds(History of, int from, int to) {
        for (int i = from; i <= to; i++) {
            round(of, queue("a", i));
        }
    }

    private void round(History of, Sample... samples) {
        now = now.plus(STEP);
        assertThat(of.add(now, List.of(samples))).isTrue();
    }

    private static Sample queue(String job, double value) {
        return new Sample(Series.of("queue", "job", job), value);
    }

    /** What a process that begins now finds in the database. */
    private List<Double> stored(String job) {
        List<Found> found = process(database.store()).read(selector(job), START, now, 10);
        return found.isEmpty() ? List.of() : values(found.getFirst().samples());
    }

    private static List<Double> inMemory(History from, String job) {
        return from.look(select -> values(select.apply(selector(job)).getFirst().samples()));
    }

    private static Selector selector(String job) {
        return Selector.parse("queue{job=\"" + job + "\"}");
    }

    private static List<Double> values(Samples samples) {
        return IntStream.range(0, samples.size()).mapToObj(samples::value).toList();
    }

    private static List<Double> upTo(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(i -> (double) i).toList();
    }

    @Test
    void whatWasMeasuredWhileTheDatabaseWasAwayIsInItAfterwards() {
        rounds(history, 1, 3);
        store.goAway();
        rounds(history, 4, 8);
        assertThat(inMemory(history, "a")).isEqualTo(upTo(8));
        assertThat(stored("a")).isEqualTo(upTo(3));
        store.comeBack();
        rounds(history, 9, 9);
        assertThat(stored("a")).isEqualTo(upTo(9));
        assertThat(inMemory(history, "a")).isEqualTo(upTo(9));
    }

    @Test
    void thatIsSoWhereTheRoundsBeforeHadJustBecomeBlocks() {
        rounds(history, 1, 120);
        store.goAway();
        rounds(history, 121, 125);
        store.comeBack();
        rounds(history, 126, 300);
        assertThat(stored("a")).isEqualTo(upTo(300));
    }

    @Test
    void aSeriesThatCameMeanwhileIsThereFromItsBeginning() {
        rounds(history, 1, 1);
        store.goAway();
        round(history, queue("a", 2), queue("b", 1));
        round(history, queue("a", 3), queue("b", 2));
        store.comeBack();
        round(history, queue("a", 4), queue("b", 3));
        assertThat(stored("b")).isEqualTo(upTo(3));
        assertThat(stored("a")).isEqualTo(upTo(4));
    }

    @Test
    void ofALongTimeWithoutTheDatabaseThereIsWhatRulesLookAt() {
        rounds(history, 1, 10);
        store.goAway();
        rounds(history, 11, 1000);
        assertThat(inMemory(history, "a")).hasSizeBetween(240, 241);
        store.comeBack();
        rounds(history, 1001, 1001);
        assertThat(stored("a"))
                .startsWith(1.0, 2.0, 10.0 - 7)
                .hasSizeBetween(10 + 240, 10 + 242)
                .endsWith(1000.0, 1001.0);
        rounds(history, 1002, 1300);
        assertThat(stored("a"))
                .startsWith(1.0, 2.0, 3.0)
                .hasSizeBetween(10 + 539, 10 + 542)
                .endsWith(1300.0);
    }

    @Test
    void aProcessThatBeginsWithoutTheDatabaseSaysSo() {
        store.goAway();
        Instant at = now;
        assertThatThrownBy(() -> history.add(at, List.of(queue("a", 1)))).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void anAnswerThatWasLostLosesNothing() {
        rounds(history, 1, 1);
        store.loseAnAnswer();
        round(history, queue("a", 2), queue("b", 1));
        round(history, queue("a", 3), queue("b", 2));
        assertThat(stored("a")).isEqualTo(upTo(3));
        assertThat(stored("b")).isEqualTo(upTo(2));
        assertThat(inMemory(history, "b")).isEqualTo(upTo(2));
    }

    @Test
    void anIdThatTwoProcessesGaveAtOnceIsGivenAgain() {
        rounds(history, 1, 1);
        History other = process(database.store());
        round(other, queue("a", 2), queue("b", 1));
        round(history, queue("a", 3), queue("c", 1));
        assertThat(stored("a")).isEqualTo(upTo(3));
        assertThat(stored("b").getFirst()).isEqualTo(1);
        assertThat(stored("c")).isEqualTo(upTo(1));
        round(history, queue("a", 4), queue("c", 2));
        assertThat(inMemory(history, "a")).isEqualTo(upTo(4));
        assertThat(inMemory(history, "c")).isEqualTo(upTo(2));
        assertThat(stored("c")).isEqualTo(upTo(2));
    }

    @Test
    void aSeriesThatTwoProcessesFoundAtOnceIsOne() {
        rounds(history, 1, 1);
        History other = process(database.store());
        round(other, queue("a", 2), queue("z", 9), queue("b", 1));
        round(history, queue("a", 3), queue("b", 2));
        assertThat(stored("b")).isEqualTo(upTo(2));
        assertThat(stored("a")).isEqualTo(upTo(3));
        assertThat(history.series()).isEqualTo(3);
    }
}
