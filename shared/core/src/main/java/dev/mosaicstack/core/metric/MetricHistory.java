package dev.mosaicstack.core.metric;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The rows of what was measured, seen from inside a transaction: the newest rounds whole, as they were scraped, what is older
 * by series. What the bytes mean is for those that write them to know.
 */
public interface MetricHistory {

    /** @param text the series as Prometheus writes it: {@code name{label="value"}} */
    record Known(long id, String text) {}

    /** What all series had at one moment. */
    record Round(Instant at, byte[] samples) {}

    /** What one series had from {@code from} to {@code to}, both included. */
    record Block(long seriesId, Instant from, Instant to, byte[] samples) {}

    /**
     * Who scrapes: others leave it to them until then.
     *
     * @param holder a process
     */
    record Turn(String holder, Instant until) {}

    /** By id. */
    List<Known> series();

    /** @param id the next free one; whoever has the turn is alone in giving them */
    void insert(Known series);

    /** A round of the same moment is replaced. */
    void insert(Round round);

    /** Those later than {@code after}, oldest first, up to {@code limit}. */
    List<Round> roundsAfter(Instant after, int limit);

    void deleteRoundsUntil(Instant at);

    void deleteRoundsAfter(Instant at);

    /** One of the series that begins at the same moment is replaced: it is the beginning of this one. */
    void insert(Block block);

    /** Those that have anything from {@code from} to {@code to}, by series and time. */
    List<Block> blocks(Collection<Long> seriesIds, Instant from, Instant to);

    /** Blocks that ended before {@code before}, up to {@code limit}. @return how many */
    int forgetBlocks(Instant before, int limit);

    /** Those of them of which no block is kept any more; who calls it knows that the rounds have none. @return how many */
    int forgetSeries(Collection<Long> ids);

    /**
     * Nothing where nobody ever had it. Inside a write, to change it: nobody else changes it, or takes it for the first time,
     * before the write has ended.
     */
    Optional<Turn> turn();

    void save(Turn turn);
}
