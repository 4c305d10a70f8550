package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.metric.MetricHistory.Block;
import dev.mosaicstack.core.metric.MetricHistory.Known;
import dev.mosaicstack.core.metric.MetricHistory.Round;
import dev.mosaicstack.core.metric.MetricHistory.Turn;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept of measurements, whatever the database. */
@Timeout(120)
abstract class MetricContract {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Instant ALWAYS = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Store store;
    private Store other;

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** The same database, as another process has it. */
    abstract Store again();

    @BeforeEach
    void open() {
        store = emptyStore();
        other = again();
    }

    @Test
    void seriesAreGivenBackAsTheyAreById() {
        var plain = new Known(7, "up{instance=\"a:1\",job=\"a\"}");
        var other = new Known(2, "up{instance=\"A:1\",job=\"a\"}");
        var space = new Known(3, "up{instance=\"A:1\",job=\"a\"} ");
        var strange = new Known(9, "x{l=\"ö😀\u0000\u0001\"}");
        var replaced = new Known(10, "x{l=\"ö😀\uFFFD\u0001\"}");
        var huge = new Known(8, "x{l=\"" + "ä".repeat(70_000) + "\"}");
        Stream.of(plain, other, space, strange, replaced, huge)
                .forEach(known -> write(tx -> tx.metrics().insert(known)));
        assertThat(series()).containsExactly(other, space, plain, huge, strange, replaced);
    }

    @Test
    void noTwoSeriesHaveOneIdAndNoSeriesHasTwo() {
        write(tx -> tx.metrics().insert(new Known(1, "up{}")));
        for (Known twin : List.of(new Known(1, "down{}"), new Known(2, "up{}"))) {
            assertThatThrownBy(() -> write(tx -> {
                        tx.metrics().insert(new Round(START, new byte[] {1}));
                        tx.metrics().insert(twin);
                    }))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(series()).hasSize(1);
        assertThat(rounds(Instant.EPOCH, 9)).isEmpty();
    }

    @Test
    void roundsComeInTheirOrderAndTheSecondOfAMomentTakesThePlaceOfTheFirst() {
        round(30, 3);
        round(15, 2);
        round(0, 1);
        round(15, 4);
        assertThat(rounds(START.minusMillis(1), 9)).containsExactly(1, 4, 3);
        assertThat(rounds(START, 9)).as("later than").containsExactly(4, 3);
        assertThat(rounds(Instant.EPOCH, 2)).containsExactly(1, 4);
        write(tx -> tx.metrics().deleteRoundsUntil(START.plusSeconds(15)));
        assertThat(rounds(Instant.EPOCH, 9)).as("that one too").containsExactly(3);
        assertThat(store.read(tx -> tx.metrics().roundsAfter(Instant.EPOCH, 1))
                        .getFirst()
                        .at())
                .isEqualTo(START.plusSeconds(30));
    }

    @Test
    void bytesAreGivenBackAsTheyAre() {
        byte[] all = new byte[256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        byte[] many = new byte[2_000_000];
        new Random(1).nextBytes(many);
        byte[][] each = {all, {}, many};
        for (int i = 0; i < each.length; i++) {
            byte[] bytes = each[i];
            Instant at = START.plusSeconds(i);
            write(tx -> {
                tx.metrics().insert(new Round(at, bytes));
                tx.metrics().insert(new Block(1, at, at, bytes));
            });
            assertThat(store.read(tx -> tx.metrics().roundsAfter(at.minusMillis(1), 1))
                            .getFirst()
                            .samples())
                    .isEqualTo(bytes);
            assertThat(store.read(tx -> tx.metrics().blocks(List.of(1L), at, at))
                            .getFirst()
                            .samples())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void blocksThatHaveAnythingOfATimeAreFoundBySeries() {
        block(1, 0, 59, 10);
        block(1, 60, 119, 11);
        block(2, 0, 119, 20);
        block(3, 0, 119, 30);
        assertThat(blocks(List.of(1L, 2L), 0, 200)).containsExactly(10, 11, 20);
        assertThat(blocks(List.of(1L), 59, 59)).as("to its end").containsExactly(10);
        assertThat(blocks(List.of(1L), 59, 60)).as("from its begin").containsExactly(10, 11);
        assertThat(blocks(List.of(1L), 120, 200)).isEmpty();
        assertThat(blocks(List.of(), 0, 200)).isEmpty();
        assertThat(blocks(List.of(4L), 0, 200)).isEmpty();
        List<Block> ever = store.read(tx -> tx.metrics().blocks(List.of(2L, 3L), Instant.EPOCH, ALWAYS));
        assertThat(ever).hasSize(2);
        block(1, 60, 130, 12);
        assertThat(blocks(List.of(1L), 0, 200)).as("it was written again").containsExactly(10, 12);
    }

    @Test
    void whatIsOldIsForgottenALittleAtATime() {
        write(tx -> {
            tx.metrics().insert(new Known(1, "a"));
            tx.metrics().insert(new Known(2, "b"));
        });
        block(1, 0, 10, 1);
        block(1, 11, 20, 2);
        block(2, 0, 30, 3);
        assertThat(forgetBlocks(10, 9)).as("it ended then, not before").isZero();
        assertThat(forgetSeries()).isZero();
        assertThat(forgetBlocks(21, 1)).isEqualTo(1);
        assertThat(blocks(List.of(1L, 2L), 0, 99)).as("the oldest first").containsExactly(2, 3);
        assertThat(forgetBlocks(21, 9)).isEqualTo(1);
        assertThat(forgetSeries()).as("the other has a block").isEqualTo(1);
        assertThat(series()).containsExactly(new Known(2, "b"));
        assertThat(forgetBlocks(99, 9)).isEqualTo(1);
        assertThat(forgetSeries()).isEqualTo(1);
        assertThat(series()).isEmpty();
    }

    @Test
    void thereIsOneTurn() {
        assertThat(turn(store)).isEmpty();
        var first = new Turn("one", START);
        write(tx -> tx.metrics().save(first));
        assertThat(turn(other)).hasValue(first);
        var second = new Turn("two", START.plusSeconds(1));
        other.write(tx -> {
            tx.metrics().save(second);
            return null;
        });
        assertThat(turn(store)).hasValue(second);
    }

    @RepeatedTest(5)
    void ofTwoWhoWantTheTurnAtOnceOneGetsIt() throws Exception {
        assertThat(take()).as("nobody had it").isEqualTo(1);
        write(tx -> tx.metrics().save(new Turn("gone", START)));
        assertThat(take()).as("whoever had it is gone").isEqualTo(1);
    }

    /** @return how many of two got it */
    private int take() throws Exception {
        var barrier = new CyclicBarrier(2);
        List<CompletableFuture<Boolean>> both = Stream.of(store, other)
                .map(each -> CompletableFuture.supplyAsync(
                        () -> {
                            await(barrier);
                            return each.write(tx -> {
                                boolean free = tx.metrics()
                                        .turn()
                                        .map(turn -> !turn.until().isAfter(START))
                                        .orElse(true);
                                if (free) {
                                    tx.metrics().save(new Turn("process " + each.hashCode(), START.plusSeconds(45)));
                                }
                                return free;
                            });
                        },
                        task -> Thread.ofPlatform().daemon().start(task)))
                .toList();
        int got = 0;
        for (CompletableFuture<Boolean> each : both) {
            got += each.get() ? 1 : 0;
        }
        return got;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(Consumer<Tx> work) {
        store.write(tx -> {
            work.accept(tx);
            return null;
        });
    }

    private List<Known> series() {
        return store.read(tx -> tx.metrics().series());
    }

    private static Optional<Turn> turn(Store on) {
        return on.read(tx -> tx.metrics().turn());
    }

    private void round(int second, int sample) {
        write(tx -> tx.metrics().insert(new Round(START.plusSeconds(second), new byte[] {(byte) sample})));
    }

    private List<Integer> rounds(Instant after, int limit) {
        return store.read(tx -> tx.metrics().roundsAfter(after, limit)).stream()
                .map(round -> (int) round.samples()[0])
                .toList();
    }

    private void block(long series, int from, int to, int sample) {
        write(tx -> tx.metrics()
                .insert(new Block(series, START.plusSeconds(from), START.plusSeconds(to), new byte[] {(byte) sample})));
    }

    private List<Integer> blocks(List<Long> series, int from, int to) {
        return store.read(tx -> tx.metrics().blocks(series, START.plusSeconds(from), START.plusSeconds(to))).stream()
                .map(block -> (int) block.samples()[0])
                .toList();
    }

    private int forgetBlocks(int before, int limit) {
        return store.write(tx -> tx.metrics().forgetBlocks(START.plusSeconds(before), limit));
    }

    private int forgetSeries() {
        return store.write(tx -> tx.metrics().forgetSeries(List.of(1L, 2L)));
    }
}
