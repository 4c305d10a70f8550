package dev.mosaicstack.functions.metricsscrape.scrape;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at all targets at once. A target that is down, slow or too large is that, and keeps no other from being looked at. */
public final class Scraper implements AutoCloseable {

    private final List<Watch> watches;
    private final int mostSeries;

    /** @param mostSeries of all targets together */
    public Scraper(List<Target> targets, int mostSeries) {
        this.watches = targets.stream().map(Watch::new).toList();
        this.mostSeries = mostSeries;
    }

    /** Takes as long as the slowest target may. By the order of the targets. */
    public List<Look> looks() throws InterruptedException {
        // Not closed in the end: that would wait, also where we are interrupted.
        ExecutorService each = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<Look>> asked = new ArrayList<>();
            for (Watch watch : watches) {
                asked.add(each.submit((Callable<Look>) watch::look));
            }
            List<Look> looks = new ArrayList<>();
            int series = 0;
            for (int i = 0; i < asked.size(); i++) {
                Look look = withItsOwn(
                        bounded(of(asked.get(i)), series), watches.get(i).labels());
                series += look.scraped();
                looks.add(look);
            }
            return looks;
        } finally {
            each.shutdownNow();
        }
    }

    private static Look of(Future<Look> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a look ends in what came of it", e.getCause());
        }
    }

    private Look bounded(Look look, int before) {
        return before + look.series() <= mostSeries
                ? look
                : Look.of(
                        look.target(),
                        "with its " + look.series() + " series all targets have more than " + mostSeries,
                        look.took(),
                        List.of());
    }

    /** What Prometheus adds to each target. */
    private static Look withItsOwn(Look look, Map<String, String> labels) {
        List<Family> families = new ArrayList<>(look.families());
        families.add(one("up", "1 where the target could be read, else 0.", labels, look.up() ? 1 : 0));
        families.add(one(
                "scrape_duration_seconds",
                "How long reading the target took.",
                labels,
                look.took().toNanos() / 1e9));
        families.add(one("scrape_samples_scraped", "How many samples the target gave.", labels, look.scraped()));
        return new Look(look.target(), look.why(), look.took(), look.scraped(), families);
    }

    private static Family one(String name, String help, Map<String, String> labels, double value) {
        return new Family(name, Family.Type.GAUGE, help, List.of(new Sample(Series.of(name, labels), value)));
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
