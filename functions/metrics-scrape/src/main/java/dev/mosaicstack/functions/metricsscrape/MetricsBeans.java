package dev.mosaicstack.functions.metricsscrape;

import dev.mosaicstack.core.alert.JudgeAlerts;
import dev.mosaicstack.core.process.ProcessName;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.functions.metricsscrape.history.History;
import dev.mosaicstack.functions.metricsscrape.history.Selection;
import dev.mosaicstack.functions.metricsscrape.plan.Alertmanagers;
import dev.mosaicstack.functions.metricsscrape.plan.DashboardSeries;
import dev.mosaicstack.functions.metricsscrape.plan.HistorySelectors;
import dev.mosaicstack.functions.metricsscrape.plan.MetricsSettings;
import dev.mosaicstack.functions.metricsscrape.plan.Targets;
import dev.mosaicstack.functions.metricsscrape.plan.UnknownSettings;
import dev.mosaicstack.functions.metricsscrape.rule.Rules;
import dev.mosaicstack.functions.metricsscrape.scrape.Rounds;
import dev.mosaicstack.functions.metricsscrape.scrape.Schedule;
import dev.mosaicstack.functions.metricsscrape.scrape.Scraper;
import dev.mosaicstack.functions.metricsscrape.scrape.Turns;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.target.mosaic.SelfProbe;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** What looking at targets needs. */
@Singleton
final class MetricsBeans {

    /** A process that is silent for so many rounds has lost its turn. */
    private static final int SILENT_ROUNDS = 3;

    /** Beyond what rules reach, so that a round that is late finds what it needs. */
    private static final Duration BEYOND = Duration.ofMinutes(10);

    @Produces
    @Singleton
    Rules rules(MetricsSettings settings) {
        return Rules.of(settings.rules().map(Path::of), settings.shippedRules());
    }

    @Produces
    @Singleton
    History history(Store store, MetricsSettings settings, Config config, Rules rules) {
        List<Selector> selectors = new ArrayList<>(rules.selectors());
        selectors.addAll(DashboardSeries.selectors());
        selectors.addAll(HistorySelectors.of(settings, config));
        return new History(store, new Selection(selectors), rules.reach().plus(BEYOND));
    }

    @Produces
    @Singleton
    Judging judging(Rules rules, History history, JudgeAlerts alerts, Alertmanagers alertmanagers) {
        return new Judging(rules, history, alerts, alertmanagers);
    }

    @Produces
    @Singleton
    Scraper scraper(MetricsSettings settings, Config config, SelfProbe mosaic) {
        UnknownSettings.refuse(config);
        return new Scraper(Targets.of(settings, mosaic).all(), settings.mostSeries());
    }

    void close(@Disposes Scraper scraper) {
        scraper.close();
    }

    @Produces
    @Singleton
    Turns turns(Store store, MetricsSettings settings) {
        return new Turns(store, ProcessName.next(), settings.interval().multipliedBy(SILENT_ROUNDS));
    }

    @Produces
    @Singleton
    Rounds rounds(Turns turns, Scraper scraper, History history, Judging judging, Clock clock) {
        return new Rounds(turns, scraper, history, judging, clock);
    }

    @Produces
    @Singleton
    Schedule schedule(Rounds rounds, MetricsSettings settings) {
        return new Schedule(rounds, settings.interval());
    }
}
