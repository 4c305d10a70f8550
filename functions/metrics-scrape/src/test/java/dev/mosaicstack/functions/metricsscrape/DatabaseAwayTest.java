package dev.mosaicstack.functions.metricsscrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.alert.JudgeAlerts;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.metricsscrape.history.Found;
import dev.mosaicstack.functions.metricsscrape.history.History;
import dev.mosaicstack.functions.metricsscrape.history.Selection;
import dev.mosaicstack.functions.metricsscrape.notify.Alertmanager;
import dev.mosaicstack.functions.metricsscrape.plan.Alertmanagers;
import dev.mosaicstack.functions.metricsscrape.rule.Rules;
import dev.mosaicstack.functions.metricsscrape.scrape.Rounds;
import dev.mosaicstack.functions.metricsscrape.scrape.Scraper;
import dev.mosaicstack.functions.metricsscrape.scrape.Turns;
import dev.mosaicstack.functions.metricsscrape.series.Selector;
import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.store.EmptyStore;
import dev.mosaicstack.testkit.MovableClock;
import dev.mosaicstack.testkit.Sink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is what fails first in bad times: just then somebody has to look, and Alertmanager has to be told. */
class DatabaseAwayTest {

    private static final Duration ROUND = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final String RULES = """
            rules:
              - {name: Down, select: up, equals: 0, severity: critical}
              - {name: QueueWasLong, select: queue, reduce: max, over: 5m, at-least: 50}
              - {name: Twins, select: twin, above: 0, labels: {n: ""}}
            """;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final Sink sink = Sink.open((request, nth) -> Sink.answer(200));
    private EmptyStore database;
    private AwayStore store;
    private Rules rules;
    private Alertmanagers alertmanagers;
    private Judging judging;
    private Rounds rounds;
    private boolean up = true;
    private boolean twins;
    private double queue;

    @BeforeEach
    void open() throws IOException {
        database = EmptyStore.sqlite(folder);
        store = new AwayStore(database.store());
        rules = Rules.of(Optional.of(Files.writeString(folder.resolve("rules.yaml"), RULES)), false);
        alertmanagers = new Alertmanagers(List.of(new Alertmanager("sink", URI.create(sink.url()), null, ROUND)));
        var ids = new Ids(clock);
        History history = history();
        judging = new Judging(rules, history, new JudgeAlerts(store, ids, new Recorder(ids, clock)), alertmanagers);
        rounds = rounds("one", history);
    }

    @AfterEach
    void close() {
        alertmanagers.close();
        sink.close();
        database.close();
    }

    private History history() {
        return new History(store, new Selection(rules.selectors()), Duration.ofHours(1));
    }

    private Rounds rounds(String process, History history) {
        var target = new Target("a", "test", "a:1", Map.of(), Duration.ofSeconds(10), 10, this::look);
        return new Rounds(
                new Turns(store, process, Duration.ofSeconds(45)),
                new Scraper(List.of(target), 100),
                history,
                judging,
                clock);
    }

    private List<Family> look() throws Unreadable {
        if (!up) {
            throw new Unreadable("it does not answer");
        }
        List<Family> families = new ArrayList<>(List.of(Family.gauge("queue", "", queue)));
        if (twins) {
            families.add(new Family("twin", Family.Type.GAUGE, "", List.of(twin("1"), twin("2"))));
        }
        return families;
    }

    private static Sample twin(String n) {
        return new Sample(Series.of("twin", "n", n), 1);
    }

    private void round() throws InterruptedException {
        clock.advance(ROUND);
        assertThat(rounds.scheduled()).isPresent();
    }

    private void roundWithoutTheDatabase() {
        clock.advance(ROUND);
        assertThatThrownBy(rounds::scheduled).isInstanceOf(Refusal.Unavailable.class);
        assertThat(rounds.newest().orElseThrow().at()).isEqualTo(clock.instant());
    }

    private JsonNode told(int posts) {
        return Json.tree(sink.await(posts, SOON, any -> true).get(posts - 1).text())
                .get(0);
    }

    @Test
    void alertmanagerIsToldEachMinuteThatAnAlertGoesOn() throws InterruptedException {
        up = false;
        round();
        assertThat(told(1).at("/labels/alertname").asText()).isEqualTo("Down");
        store.goAway();
        for (int minute = 1; minute <= 6; minute++) {
            for (int i = 0; i < 4; i++) {
                roundWithoutTheDatabase();
            }
            JsonNode alert = told(1 + minute);
            assertThat(alert.at("/labels/alertname").asText()).isEqualTo("Down");
            assertThat(Instant.parse(alert.path("endsAt").asText())).isAfter(clock.instant());
        }
        store.comeBack();
        up = true;
        round();
        assertThat(Instant.parse(told(8).path("endsAt").asText())).isEqualTo(clock.instant());
    }

    @Test
    void rulesAreJudgedMeanwhileOverWhatIsInMemory() throws InterruptedException {
        round();
        store.goAway();
        twins = true;
        roundWithoutTheDatabase();
        assertThat(judging.last().failed()).containsOnlyKeys("Twins");
        twins = false;
        roundWithoutTheDatabase();
        assertThat(judging.last().failed()).isEmpty();
    }

    @Test
    void whatWasMeasuredMeanwhileCountsAfterwardsAndIsInTheHistory() throws InterruptedException {
        Instant from = clock.instant();
        round();
        round();
        store.goAway();
        queue = 100;
        roundWithoutTheDatabase();
        roundWithoutTheDatabase();
        queue = 0;
        roundWithoutTheDatabase();
        store.comeBack();
        round();
        assertThat(told(1).at("/labels/alertname").asText()).isEqualTo("QueueWasLong");
        Found found = history()
                .read(Selector.parse("queue"), from, clock.instant(), 10)
                .getFirst();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < found.samples().size(); i++) {
            values.add(found.samples().value(i));
        }
        assertThat(values).containsExactly(0.0, 0.0, 100.0, 100.0, 0.0, 0.0);
    }

    @Test
    void whoHadNotTheTurnDoesNotBeginWithoutTheDatabase() throws InterruptedException {
        Rounds other = rounds("other", history());
        round();
        store.goAway();
        assertThatThrownBy(other::scheduled).isInstanceOf(Refusal.Unavailable.class);
        assertThat(other.newest()).isEmpty();
        assertThatThrownBy(rounds::called).isInstanceOf(Refusal.Unavailable.class);
    }
}
