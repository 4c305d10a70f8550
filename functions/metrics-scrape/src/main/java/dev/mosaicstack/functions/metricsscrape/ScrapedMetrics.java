package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.functions.metricsscrape.exposition.Exposition;
import dev.mosaicstack.functions.metricsscrape.exposition.TextFormat;
import dev.mosaicstack.functions.metricsscrape.plan.Kind;
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
import java.util.Set;
import java.util.stream.Collectors;

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
        List<Family> live = families(own);
        Set<String> names = live.stream().map(Family::name).collect(Collectors.toSet());
        List<List<Family>> all = new ArrayList<>();
        all.add(live);
        newest.get().looks().forEach(look -> all.add(without(names, look)));
        var bytes = new ByteArrayOutputStream(BUFFER);
        try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            new Exposition(writer, format == MetricsFormat.OPEN_METRICS).write(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What this process says of itself is there as it is now: the look at itself had the same. */
    private static List<Family> without(Set<String> live, Look look) {
        return Kind.MOSAIC.text().equals(look.target().kind())
                ? look.families().stream()
                        .filter(family -> !live.contains(family.name()))
                        .toList()
                : look.families();
    }

    private static List<Family> families(byte[] own) {
        try {
            return new TextFormat(Integer.MAX_VALUE).read(own);
        } catch (Unreadable e) {
            throw new IllegalStateException("our own metrics cannot be read", e);
        }
    }
}
