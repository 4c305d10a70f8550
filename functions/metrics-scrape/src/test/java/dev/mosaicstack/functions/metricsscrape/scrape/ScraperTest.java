package dev.mosaicstack.functions.metricsscrape.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScraperTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static Target target(String name, Duration timeout, Probe probe) {
        return new Target(name, "test", name + ":1", Map.of("team", "a"), timeout, 10, probe);
    }

    private static List<Family> gauges(int series) {
        return List.of(new Family(
                "g",
                Family.Type.GAUGE,
                "",
                IntStream.range(0, series)
                        .mapToObj(i -> new Sample(Series.of("g", "n", Integer.toString(i)), i))
                        .toList()));
    }

    private static List<Look> looks(Target... targets) throws InterruptedException {
        try (var scraper = new Scraper(List.of(targets), 25)) {
            return scraper.looks();
        }
    }

    private static double value(Look look, String name) {
        return look.families().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow()
                .samples()
                .getFirst()
                .value();
    }

    @Test
    void seriesHaveTheLabelsOfTheirTargetAndKeepTheirOwnByAnotherName() throws InterruptedException {
        var sample = new Sample(Series.of("g", "job", "theirs", "exported_job", "older", "n", "1"), 5);
        Look look = looks(target("a", LONG, () -> List.of(new Family("g", Family.Type.GAUGE, "", List.of(sample)))))
                .getFirst();
        assertThat(look.families().getFirst().samples().getFirst().series().labels())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "job", "a",
                        "instance", "a:1",
                        "team", "a",
                        "n", "1",
                        "exported_job", "older",
                        "exported_exported_job", "theirs"));
        assertThat(look.scraped()).isEqualTo(1);
        assertThat(value(look, "up")).isEqualTo(1);
        assertThat(value(look, "scrape_samples_scraped")).isEqualTo(1);
    }

    @Test
    void whatIsDownIsDataAndKeepsNobodyWaiting() throws InterruptedException {
        var never = new CountDownLatch(1);
        long began = System.nanoTime();
        List<Look> looks = looks(
                target("good", LONG, () -> gauges(1)),
                target("down", LONG, () -> {
                    throw new Unreadable("nobody is there", gauges(2));
                }),
                target("broken", LONG, () -> {
                    throw new IllegalStateException("a mistake");
                }),
                target("silent", Duration.ofMillis(200), () -> {
                    never.await();
                    return List.of();
                }));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(looks)
                .extracting(Look::why)
                .containsExactly(
                        null,
                        "nobody is there",
                        "it cannot be looked at (IllegalStateException)",
                        "no answer within 0.2 s");
        assertThat(looks).extracting(look -> value(look, "up")).containsExactly(1.0, 0.0, 0.0, 0.0);
        assertThat(looks.get(1).scraped()).isEqualTo(2);
    }

    @Test
    void aProbeThatDoesNotEndIsNotRunTwice() throws InterruptedException {
        var runs = new AtomicInteger();
        var end = new CountDownLatch(1);
        Target stubborn = target("stubborn", Duration.ofMillis(100), () -> {
            runs.incrementAndGet();
            boolean ended = false;
            while (!ended) {
                try {
                    ended = end.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    // It is that stubborn.
                }
            }
            return gauges(1);
        });
        try (var scraper = new Scraper(List.of(stubborn), 25)) {
            assertThat(scraper.looks().getFirst().why()).startsWith("no answer");
            assertThat(scraper.looks().getFirst().why()).isEqualTo("the look before has not ended yet");
            assertThat(runs).hasValue(1);
            end.countDown();
            Look look;
            do {
                look = scraper.looks().getFirst();
            } while (!look.up());
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void noTargetFloodsUs() throws InterruptedException {
        List<Look> looks = looks(
                target("a", LONG, () -> gauges(10)),
                target("b", LONG, () -> gauges(11)),
                target("c", LONG, () -> gauges(10)),
                target("d", LONG, () -> gauges(10)));
        assertThat(looks)
                .extracting(Look::why)
                .containsExactly(
                        null,
                        "it has 11 series; 10 are allowed",
                        null,
                        "with its 10 series all targets have more than 25");
        assertThat(looks.get(3).scraped()).isZero();
    }
}
