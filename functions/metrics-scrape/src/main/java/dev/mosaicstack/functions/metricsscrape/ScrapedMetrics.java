package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.functions.metricsscrape.exposition.Exposition;
import dev.mosaicstack.functions.metricsscrape.exposition.TextFormat;
import dev.mosaicstack.functions.metricsscrape.scrape.Collected;
import dev.mosaicstack.functions.metricsscrape.scrape.Look;
import dev.mosaicstack.functions.metricsscrape.scrape.Rounds;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.web.CollectedMetrics;
import dev.mosaicstack.web.MetricsFormat;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last value of everything that was collected, for {@code GET /metrics}. */
@Singleton
public class ScrapedMetrics implements CollectedMetrics {

    private static final int BUFFER = 64 * 1024;

    private final Rounds rounds;

    ScrapedMetrics(Rounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public byte[] merge(byte[] own, MetricsFormat format) {
        Optional<Collected> newest = rounds.newest();
        if (newest.isEmpty()) {
            return own;
        }
        List<List<Family>> all = new ArrayList<>();
        all.add(families(own));
        newest.get().looks().stream().map(Look::families).forEach(all::add);
        var bytes = new ByteArrayOutputStream(BUFFER);
        try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            new Exposition(writer, format == MetricsFormat.OPEN_METRICS).write(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<Family> families(byte[] own) {
        try {
            return new TextFormat(Integer.MAX_VALUE).read(own);
        } catch (Unreadable e) {
            throw new IllegalStateException("our own metrics cannot be read", e);
        }
    }
}
