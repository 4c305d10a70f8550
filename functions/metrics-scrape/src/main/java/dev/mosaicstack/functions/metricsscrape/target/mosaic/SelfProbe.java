package dev.mosaicstack.functions.metricsscrape.target.mosaic;

import dev.mosaicstack.functions.metricsscrape.exposition.TextFormat;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.web.MetricsFormat;
import dev.mosaicstack.web.OwnMetrics;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * This product: what its database says, and what this process says of itself, so that rules can look at both. A metric that is
 * in both is taken from the process.
 */
@Singleton
public final class SelfProbe implements Probe {

    private final MosaicProbe database;
    private final OwnMetrics own;
    private final TextFormat format = new TextFormat(Integer.MAX_VALUE);

    public SelfProbe(MosaicProbe database, OwnMetrics own) {
        this.database = database;
        this.own = own;
    }

    @Override
    public List<Family> read() throws Unreadable {
        List<Family> all = new ArrayList<>(format.read(own.text(MetricsFormat.TEXT)));
        Set<String> names = all.stream().map(Family::name).collect(Collectors.toSet());
        try {
            database.read().stream()
                    .filter(family -> !names.contains(family.name()))
                    .forEach(all::add);
        } catch (Unreadable e) {
            throw new Unreadable(e.getMessage(), all);
        }
        return all;
    }
}
