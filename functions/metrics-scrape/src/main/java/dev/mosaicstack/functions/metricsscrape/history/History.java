package dev.mosaicstack.functions.metricsscrape.history;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A day of the series that are selected. The newest is in memory, as far back as rules look, and all of it in the database:
 * a row for each round, and every half hour what is older in one row a series. So a process that ends at any moment has lost at
 * most the round it was at, and the next one goes on where it was.
 *
 * <p>One process adds to it at a time; each can read it.
 */
public final class History {

    private static final Logger LOG = Logger.getLogger(History.class);

    /** Of a shipped stack it is a quarter; what is beyond is counted and has no history. */
    public static final int MOST_SERIES = 2000;

    public static final Duration KEPT = Duration.ofDays(1);

    /** What is later than now by more than that is from a clock that was ahead, and would keep us from going on. */
    private static final long AHEAD_MILLIS = Duration.ofMinutes(5).toMillis();

    /** So many are left for {@code up}: without it nobody knows what is down. */
    private static final int FOR_UP = 200;

    /** So that one that grows without end does not keep all others from having any. */
    private static final int MOST_OF_A_TARGET = 1000;

    /** Rounds of one block. */
    private static final int BLOCK_ROUNDS = 120;

    private final Selection selection;
    private final long inMemory;
    private final HistoryRows rows;
    private Tracks tracks = new Tracks();
    /** Not a monitor: work on virtual threads waits for the database in here, and would hold its carrier on JDK 21. */
    private final Lock lock = new ReentrantLock();

    private final Unsaved unsaved = new Unsaved();
    private boolean loaded;
    private long newest;
    private int rounds;
    private volatile int series;
    private volatile int left;

    /** @param inMemory how far back what rules look at goes */
    public History(Store store, Selection selection, Duration inMemory) {
        this.selection = selection;
        this.inMemory = inMemory.toMillis();
        this.rows = new HistoryRows(store);
    }

    /** Another process may have added to it: what is in memory is read again before it is used. */
    public void forget() {
        locked(() -> {
            tracks = new Tracks();
            unsaved.clear();
            return loaded = false;
        });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds what was collected at one moment. A series that was there before and is not among it is gone.
     *
     * <p>Where the database is away, it is in memory alone until it is back: a restart before that forgets it.
     *
     * @return false where the clock was set back, and there is something later: nothing was added
     */
    public boolean add(Instant at, Iterable<Sample> collected) {
        return locked(() -> addAll(at, collected));
    }

    private boolean addAll(Instant at, Iterable<Sample> collected) {
        loadOrGoOn(at);
        long time = at.toEpochMilli();
        if (newest > time + AHEAD_MILLIS) {
            LOG.warnf("what is later than %s is forgotten: the clock was ahead then", at);
            loaded = false;
            load(at);
        }
        if (time <= newest) {
            return false;
        }
        int without = 0;
        for (Sample sample : collected) {
            if (selection.wants(sample.series()) && !add(time, sample)) {
                without++;
            }
        }
        left = without;
        for (Track track : tracks.all()) {
            if (track.samples.size() > 0 && track.samples.time(track.samples.size() - 1) < time && !track.isGone()) {
                track.samples.add(time, Samples.GONE);
            }
        }
        newest = time;
        save(at);
        series = tracks.size();
        return true;
    }

    /** @return false where there are too many */
    private boolean add(long time, Sample sample) {
        Track track = tracks.of(sample.series());
        if (track == null) {
            if (isFull(sample.series())) {
                return false;
            }
            track = tracks.next(sample.series());
        }
        track.samples.add(time, sample.value());
        return true;
    }

    private boolean isFull(Series next) {
        return next.name().equals("up")
                ? tracks.size() >= MOST_SERIES
                : tracks.size() >= MOST_SERIES - FOR_UP || tracks.sizeOfTarget(next) >= MOST_OF_A_TARGET;
    }

    private void save(Instant at) {
        unsaved.add(at.toEpochMilli());
        if (!loaded) {
            return;
        }
        try {
            write(at);
        } catch (Refusal.Unavailable e) {
            loaded = loaded && e.code().equals("DATABASE_UNAVAILABLE");
            LOG.warnf("what was measured at %s is not in the database: %s", at, e.getMessage());
            forgetOld(at);
        } catch (RuntimeException e) {
            // Whatever is wrong with it, the next round is not to fail for it.
            unsaved.clear();
            loaded = false;
            throw e;
        }
    }

    private void write(Instant at) {
        try {
            insert(at);
        } catch (RuntimeException e) {
            if (e instanceof Refusal.Unavailable away && away.code().equals("DATABASE_UNAVAILABLE")) {
                throw away;
            }
            // Another process gave the same id, or the series are stored and nobody told us so.
            LOG.debugf("the history is read again: %s", e.getMessage());
            loaded = false;
            load(at);
            insert(at);
        }
    }

    private void insert(Instant at) {
        for (long time : unsaved.times()) {
            rows.insert(Instant.ofEpochMilli(time), tracks);
            unsaved.remove(time);
            rounds++;
        }
        if (rounds >= BLOCK_ROUNDS) {
            compact(at);
        }
    }

    /** However long the database is away, memory holds no more than rules look at; what is stored is read again afterwards. */
    private void forgetOld(Instant at) {
        long first = at.toEpochMilli() - inMemory;
        if (unsaved.dropBefore(first)) {
            tracks.all().forEach(track -> track.samples.dropBefore(first));
            loaded = false;
        }
    }

    /** Any part of it may be done twice: a block that is there stays, and a round that is also in a block counts once. */
    private void compact(Instant at) {
        rows.compact(at, tracks);
        rounds = 0;
        rows.forget(at.minus(KEPT));
        List<Track> empty = new ArrayList<>();
        for (Track track : tracks.all()) {
            track.samples.dropBefore(at.toEpochMilli() - inMemory);
            if (track.samples.size() == 0) {
                empty.add(track);
            }
        }
        empty.stream().filter(rows::forget).forEach(tracks::remove);
    }

    /** What is in memory is ours until {@link #forget}: without the database we go on with it. */
    private void loadOrGoOn(Instant at) {
        try {
            load(at);
        } catch (Refusal.Unavailable e) {
            if (tracks.size() == 0) {
                throw e;
            }
            LOG.debugf("the history is not read again: %s", e.getMessage());
            forgetOld(at);
        }
    }

    private void load(Instant now) {
        if (loaded) {
            return;
        }
        Tracks read = new Tracks();
        Instant until = now.plusMillis(AHEAD_MILLIS);
        rows.forgetAfter(until);
        rounds = rows.read(now.minusMillis(inMemory), until, read);
        read.all().forEach(track -> track.samples.dropAfter(until.toEpochMilli()));
        newest = unsaved.restore(tracks, read, last(read), until.toEpochMilli());
        tracks = read;
        loaded = true;
    }

    private static long last(Tracks tracks) {
        long last = 0;
        for (Track track : tracks.all()) {
            if (track.samples.size() > 0) {
                last = Math.max(last, track.samples.time(track.samples.size() - 1));
            }
        }
        return last;
    }

    /** What rules look at, as of the last round that was added: valid while {@code work} runs. */
    public <T> T look(Function<Function<Selector, List<Found>>, T> work) {
        return locked(() -> work.apply(selector -> tracks.select(selector).stream()
                .map(track -> new Found(track.series, track.samples))
                .toList()));
    }

    /** How many series have a history, as of the last round. */
    public int series() {
        return series;
    }

    /** How many had none at the last round, because there are too many. */
    public int left() {
        return left;
    }

    /**
     * What the series had from {@code from} to {@code to}, at most a day of it, by series; from the database, so that every
     * process answers the same.
     *
     * @param most series; more are refused
     */
    public List<Found> read(Selector selector, Instant from, Instant to, int most) {
        return rows.read(selector, from, to, most);
    }
}
