package dev.mosaicstack.functions.metricsscrape.history;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.metric.MetricHistory.Block;
import dev.mosaicstack.core.metric.MetricHistory.Known;
import dev.mosaicstack.core.metric.MetricHistory.Round;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.functions.metricsscrape.exposition.SeriesText;
import dev.mosaicstack.functions.metricsscrape.series.Samples;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The history in the database. */
final class HistoryRows {

    /** Rows written or forgotten in one transaction: others want to write as well. */
    private static final int BATCH = 200;

    /** Rounds read in one piece. */
    private static final int PAGE = 500;

    private final Store store;

    HistoryRows(Store store) {
        this.store = store;
    }

    /** What each series had at that moment; and the series that are new. */
    void insert(Instant at, Tracks tracks) {
        long time = at.toEpochMilli();
        var bytes = new RoundBytes.Out();
        List<Track> created = new ArrayList<>();
        for (Track track : tracks.all()) {
            int i = track.samples.indexFrom(time);
            if (i < track.samples.size() && track.samples.time(i) == time) {
                bytes.add(track.id, track.samples.value(i));
            }
            if (!track.stored) {
                created.add(track);
            }
        }
        store.write(tx -> {
            created.forEach(track -> tx.metrics().insert(new Known(track.id, track.series.toString())));
            tx.metrics().insert(new Round(at, bytes.bytes()));
            return null;
        });
        created.forEach(track -> track.stored = true);
    }

    /** What the rounds up to {@code at} have becomes blocks, then those rounds go. */
    void compact(Instant at, Tracks tracks) {
        long first = store.read(tx -> tx.metrics().roundsAfter(Instant.EPOCH, 1)).stream()
                .map(round -> round.at().toEpochMilli())
                .findFirst()
                .orElse(at.toEpochMilli() + 1);
        List<Block> blocks = new ArrayList<>();
        for (Track track : tracks.all()) {
            int from = track.samples.indexFrom(first);
            int to = track.samples.size();
            if (from < to) {
                blocks.add(new Block(
                        track.id,
                        Instant.ofEpochMilli(track.samples.time(from)),
                        Instant.ofEpochMilli(track.samples.time(to - 1)),
                        Chunk.write(track.samples, from, to)));
            }
        }
        for (int i = 0; i < blocks.size(); i += BATCH) {
            List<Block> batch = blocks.subList(i, Math.min(blocks.size(), i + BATCH));
            store.write(tx -> {
                batch.forEach(tx.metrics()::insert);
                return null;
            });
        }
        store.write(tx -> {
            tx.metrics().deleteRoundsUntil(at);
            return null;
        });
    }

    void forget(Instant before) {
        int forgotten;
        do {
            forgotten = store.write(tx -> tx.metrics().forgetBlocks(before, BATCH));
        } while (forgotten == BATCH);
    }

    /** Rounds alone: a block that begins later is not looked at before its time, and goes a day after it. */
    void forgetAfter(Instant at) {
        store.write(tx -> {
            tx.metrics().deleteRoundsAfter(at);
            return null;
        });
    }

    /** @return whether nothing of it is kept any more */
    boolean forget(Track track) {
        return store.write(tx -> tx.metrics().forgetSeries(List.of(track.id))) == 1;
    }

    /** What is from {@code from} to {@code until}, into {@code tracks}. @return how many rounds are in no block yet */
    int read(Instant from, Instant until, Tracks tracks) {
        return store.read(tx -> {
            for (Known known : tx.metrics().series()) {
                tracks.add(new Track(known.id(), SeriesText.parseStored(known.text()), true));
            }
            List<Long> ids = tracks.all().stream().map(track -> track.id).toList();
            List<Round> rounds = rounds(tx);
            blocks(tx, ids, from, until, tracks);
            add(rounds, tracks);
            return rounds.size();
        });
    }

    private static void blocks(Tx tx, List<Long> ids, Instant from, Instant to, Tracks tracks) {
        for (Block block : tx.metrics().blocks(ids, from, to)) {
            Chunk.read(block.samples(), tracks.of(block.seriesId()).samples);
        }
    }

    /** Before the blocks: what becomes one in between is there twice then, and not lost. */
    private static List<Round> rounds(Tx tx) {
        List<Round> rounds = new ArrayList<>();
        List<Round> page;
        do {
            Instant after = rounds.isEmpty() ? Instant.EPOCH : rounds.getLast().at();
            page = tx.metrics().roundsAfter(after, PAGE);
            rounds.addAll(page);
        } while (page.size() == PAGE);
        return rounds;
    }

    private static void add(List<Round> rounds, Tracks tracks) {
        for (Round round : rounds) {
            long time = round.at().toEpochMilli();
            RoundBytes.read(round.samples(), (id, value) -> {
                Track track = tracks.of(id);
                if (track != null) {
                    track.samples.add(time, value);
                }
            });
        }
    }

    /** Outside a transaction: expressions of callers may take their time. */
    private Map<Series, Long> wanted(Selector selector) {
        Map<Series, Long> wanted = new TreeMap<>();
        for (Known known : store.read(tx -> tx.metrics().series())) {
            // Most are of another metric: that is seen without reading the labels.
            if (known.text().startsWith(selector.name())) {
                Series series = SeriesText.parseStored(known.text());
                if (selector.matches(series)) {
                    wanted.put(series, known.id());
                }
            }
        }
        return wanted;
    }

    List<Found> read(Selector selector, Instant from, Instant to, int most) {
        Map<Series, Long> wanted = wanted(selector);
        if (wanted.size() > most) {
            throw Refusal.Invalid.field("select", "selects " + wanted.size() + " series; at most " + most);
        }
        return store.read(tx -> {
            var tracks = new Tracks();
            wanted.forEach((series, id) -> tracks.add(new Track(id, series, true)));
            List<Round> rounds = rounds(tx);
            blocks(tx, List.copyOf(wanted.values()), from, to, tracks);
            add(rounds, tracks);
            List<Found> found = new ArrayList<>();
            for (Map.Entry<Series, Long> entry : wanted.entrySet()) {
                Samples samples = tracks.of(entry.getValue()).samples;
                if (samples.size() > 0) {
                    found.add(new Found(entry.getKey(), samples));
                }
            }
            return found;
        });
    }
}
