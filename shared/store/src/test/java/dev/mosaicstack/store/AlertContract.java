package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.core.alert.Alert.Finding;
import dev.mosaicstack.core.alert.Alerts;
import dev.mosaicstack.core.alert.JudgeAlerts;
import dev.mosaicstack.core.alert.JudgeAlerts.Judged;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of alerts, round by round, as Prometheus has it, whatever the database. */
@Timeout(120)
abstract class AlertContract {

    private static final Duration ROUND = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String RULE = "DiskFull";

    private final MovableClock time = MovableClock.at("2026-11-20T10:30:00Z");
    private final Ids ids = new Ids(time);
    private final Recorder recorder = new Recorder(ids, time);
    private Store store;
    private JudgeAlerts judge;

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** The same database, as another process has it. */
    abstract Store again();

    @BeforeEach
    void open() {
        store = emptyStore();
        judge = judge(store);
    }

    @Test
    void whatIsFoundIsPendingFiresAfterItsTimeAndIsResolvedOnceItIsNoLongerFound() {
        Finding full = held(MINUTE, "/var");
        Instant first = time.instant();
        round(full);
        Alert pending = only();
        assertThat(pending.state()).isEqualTo(new Alert.Pending());
        assertThat(pending.activeSince()).isEqualTo(first);
        assertThat(pending.labels()).isEqualTo(Map.of("mountpoint", "/var"));
        for (int round = 1; round < 4; round++) {
            assertThat(round(full).fired()).isEmpty();
        }
        assertThat(only().id()).isEqualTo(pending.id());
        assertThat(events()).as("nobody is told of what is pending").isEmpty();

        assertThat(round(full).fired()).as("a minute after the first look").hasSize(1);
        Instant fourth = first.plus(MINUTE);
        assertThat(only().state()).isEqualTo(new Alert.Firing(fourth));
        assertThat(round(full)).isEqualTo(new Judged(List.of(), List.of(), Map.of()));

        Instant end = time.instant();
        assertThat(round().resolved()).hasSize(1);
        Alert resolved = only();
        assertThat(resolved.id()).isEqualTo(pending.id());
        assertThat(resolved.activeSince()).isEqualTo(first);
        assertThat(resolved.state()).isEqualTo(new Alert.Resolved(fourth, end));
        assertThat(round()).isEqualTo(new Judged(List.of(), List.of(), Map.of()));
        assertThat(types()).containsExactly("alert.firing", "alert.resolved");
    }

    @Test
    void withoutATimeItFiresAtOnce() {
        Judged judged = round(held(Duration.ZERO, "/var"));
        assertThat(judged.fired()).hasSize(1);
        assertThat(only().firedAt()).isEqualTo(only().activeSince());
        assertThat(types()).containsExactly("alert.firing");
    }

    @Test
    void whatIsPendingAndNoLongerFoundNeverWas() {
        Finding full = held(MINUTE, "/var");
        round(full);
        assertThat(round().resolved()).isEmpty();
        assertThat(all()).isEmpty();
        Instant anew = time.instant();
        round(full);
        assertThat(only().activeSince()).isEqualTo(anew);
        assertThat(events()).isEmpty();
    }

    @Test
    void whatWasResolvedAndIsFoundAgainIsAnotherOne() {
        Finding full = held(Duration.ZERO, "/var");
        round(full);
        Alert first = only();
        round();
        round(full);
        List<Alert> both = all();
        assertThat(both).extracting(each -> each.state().text()).containsExactly("firing", "resolved");
        assertThat(both.getLast().id()).isEqualTo(first.id());
        assertThat(both.getFirst().fingerprint()).isEqualTo(first.fingerprint());
        assertThat(both.getFirst().activeSince()).isEqualTo(first.activeSince().plus(ROUND.multipliedBy(2)));
        assertThat(types()).containsExactly("alert.firing", "alert.resolved", "alert.firing");
    }

    @Test
    void eachSetOfLabelsIsOneOfItsOwn() {
        round(held(Duration.ZERO, "/var"), held(Duration.ZERO, "/home"));
        assertThat(all()).hasSize(2).extracting(Alert::fingerprint).doesNotHaveDuplicates();
        round(held(Duration.ZERO, "/home"));
        assertThat(all())
                .filteredOn(Alert::isLive)
                .extracting(Alert::labels)
                .containsExactly(Map.of("mountpoint", "/home"));
    }

    @Test
    void aRuleThatFailedLeavesItsAlertsAlone() {
        round(held(MINUTE, "/var"));
        round(held(MINUTE, "/var"), held(Duration.ZERO, "/home"));
        List<Alert> before = all();
        judge.judge(time.instant(), Map.of(), Set.of(RULE));
        assertThat(all()).isEqualTo(before);
        time.advance(MINUTE);
        assertThat(round(held(MINUTE, "/var"), held(Duration.ZERO, "/home")).fired())
                .as("its time went on")
                .hasSize(1);
    }

    @Test
    void alertsOfARuleThatIsNotThereAnyMoreAreOverAndItIsSaidWhy() {
        round(held(Duration.ZERO, "/var"), held(MINUTE, "/home"));
        Judged judged = judge.judge(time.instant(), Map.of("Other", List.of()), Set.of("Other"));
        assertThat(judged.resolved()).hasSize(1);
        assertThat(only().state()).isInstanceOf(Alert.Resolved.class);
        assertThat(data("alert.resolved").path("reason").textValue()).isEqualTo("the rule is not there any more");
    }

    @Test
    void aProcessThatStartsGoesOnWhereAnotherOneEnded() {
        Finding full = held(MINUTE, "/var");
        Finding home = held(Duration.ZERO, "/home");
        round(full, home);
        judge = judge(again());
        time.advance(MINUTE.minus(ROUND));
        assertThat(round(full, home).fired())
                .as("also the time that it has been pending")
                .hasSize(1);
        judge = judge(again());
        assertThat(round(full).resolved()).hasSize(1);
        assertThat(types()).containsExactly("alert.firing", "alert.firing", "alert.resolved");
    }

    @Test
    void afterAnHourInWhichNobodyLookedWhatIsPendingBeginsAnewAndWhatFiresFires() {
        Finding slow = held(HOUR.multipliedBy(3), "/var");
        Finding fast = held(Duration.ZERO, "/home");
        Instant first = time.instant();
        round(slow, fast);
        time.advance(HOUR.minus(ROUND));
        round(slow, fast);
        assertThat(live("/var").activeSince()).as("an hour counts").isEqualTo(first);
        time.advance(HOUR.plus(MINUTE));
        Instant anew = time.instant();
        round(slow, fast);
        assertThat(live("/var").activeSince()).isEqualTo(anew);
        assertThat(live("/home").activeSince()).isEqualTo(first);
        assertThat(types()).containsExactly("alert.firing");

        time.advance(HOUR.multipliedBy(3).minus(ROUND));
        assertThat(round(slow, fast).fired())
                .as("after another gap of that length")
                .isEmpty();
        for (int half = 0; half < 6; half++) {
            time.advance(HOUR.dividedBy(2).minus(ROUND));
            assertThat(round(slow, fast).fired()).hasSize(half < 5 ? 0 : 1);
        }
    }

    @Test
    void whatDoesNotChangeIsWrittenOnceAMinute() {
        round(valued(1, "/var"));
        long version = only().version();
        for (int round = 1; round < 4; round++) {
            round(valued(2, "/var"));
            assertThat(only().version()).isEqualTo(version);
            assertThat(only().value()).isEqualTo(1);
        }
        Instant noted = time.instant();
        round(valued(3, "/var"));
        assertThat(only().version()).isEqualTo(version + 1);
        assertThat(only().value()).isEqualTo(3);
        assertThat(only().seenAt()).isEqualTo(noted);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            NaN, NaN
            Infinity, +Inf
            -Infinity, -Inf
            0.93, 0.93
            12, 12
            -0.0, 0
            123456789012, 123456789012
            1e300, 1.0e300
            """)
    void anyNumberIsKept(Double value, String text) {
        round(valued(value, "/var"));
        assertThat(only().value()).isEqualTo(value);
        assertThat(only().valueText()).isEqualTo(text);
        assertThat(data("alert.firing").path("value").textValue()).isEqualTo(text);
    }

    @Test
    void theEventsSayWhatItIs() {
        round(held(Duration.ZERO, "/var"));
        Event firing = events().getFirst();
        Alert alert = only();
        assertThat(firing.subject()).isEqualTo("alerts/DiskFull");
        assertThat(Json.tree(firing.data())).isEqualTo(Json.tree("""
                {"alertId":"%s","rule":"DiskFull","severity":"critical","labels":{"mountpoint":"/var"},
                "summary":"/var is full","runbook":"https://runbooks.example/disk","value":"1",
                "activeSince":"2026-11-20T10:30:00Z","firedAt":"2026-11-20T10:30:00Z"}""".formatted(alert.id())));
        round();
        assertThat(data("alert.resolved").path("resolvedAt").textValue()).isEqualTo("2026-11-20T10:30:15Z");
        assertThat(data("alert.resolved").has("reason")).isFalse();
    }

    @Test
    void aRuleThatFindsTooMuchOrTheSameTwiceIsRefusedAndTheOthersGoOn() {
        round(held(Duration.ZERO, "/var"));
        Finding[] many = IntStream.rangeClosed(0, JudgeAlerts.MOST_OF_A_RULE)
                .mapToObj(i -> held(Duration.ZERO, "/" + i))
                .toArray(Finding[]::new);
        Finding other = new Finding("Other", Map.of(), Duration.ZERO, "info", "s", null, 1);
        Judged judged = judge.judge(
                time.instant(),
                Map.of(
                        RULE,
                        List.of(many),
                        "Twice",
                        List.of(again(other, "Twice"), again(other, "Twice")),
                        "Other",
                        List.of(other)),
                Set.of(RULE, "Twice", "Other"));
        assertThat(judged.fired()).hasSize(1);
        assertThat(judged.refused())
                .isEqualTo(Map.of(
                        RULE, "finds 1001 things wrong, more than 1000", "Twice", "finds the same labels twice"));
        assertThat(all()).hasSize(2).allMatch(Alert::isLive);

        Judged most = round(Arrays.copyOf(many, JudgeAlerts.MOST_OF_A_RULE));
        assertThat(most.fired()).hasSize(JudgeAlerts.MOST_OF_A_RULE);
        assertThat(round().resolved()).hasSize(JudgeAlerts.MOST_OF_A_RULE);
    }

    @RepeatedTest(5)
    void ofTwoThatJudgeAtOnceOneMovesEachAlert() {
        Store other = again();
        Finding[] found = IntStream.range(0, 50)
                .mapToObj(i -> held(Duration.ZERO, "/" + i))
                .toArray(Finding[]::new);
        assertThat(atOnce(store, other, found)).isEqualTo(50);
        assertThat(all()).hasSize(50);
        assertThat(atOnce(store, other)).isEqualTo(50);
        assertThat(all()).extracting(each -> each.state().text()).containsOnly("resolved");
        assertThat(events()).hasSize(100);
    }

    @Test
    void whoIsOvertakenChangesNothingThatWasSeenLater() {
        Instant late = time.instant();
        time.advance(ROUND);
        Finding full = held(Duration.ZERO, "/var");
        round(full);
        judge(again()).judge(late, Map.of(RULE, List.of()), Set.of(RULE));
        assertThat(only().state().text()).isEqualTo("firing");
        Instant between = time.instant();
        time.advance(ROUND);
        round();
        judge(again()).judge(between, Map.of(RULE, List.of(full)), Set.of(RULE));
        assertThat(all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 60})
    void aClockThatWasPutBackHoldsNothingUpForLong(long seconds) {
        round(held(Duration.ofSeconds(seconds), "/var"));
        time.advance(HOUR.negated());
        round(held(Duration.ofSeconds(seconds), "/var"));
        time.advance(MINUTE);
        round(held(Duration.ofSeconds(seconds), "/var"));
        assertThat(only().state().text()).isEqualTo("firing");
        round();
        assertThat(only().state().text()).isEqualTo("resolved");
    }

    @Test
    void thoseThatTakeAlertsAreToldForAQuarterOfAnHourThatOneIsOver() {
        round(held(Duration.ZERO, "/var"), held(Duration.ZERO, "/home"), held(MINUTE, "/opt"));
        Instant end = time.instant();
        round(held(Duration.ZERO, "/home"), held(MINUTE, "/opt"));
        assertThat(judge.current(end.plus(Duration.ofMinutes(15)).minusMillis(1)))
                .extracting(each -> each.state().text())
                .containsExactlyInAnyOrder("resolved", "firing");
        assertThat(judge.current(end.plus(Duration.ofMinutes(15))))
                .extracting(each -> each.state().text())
                .containsExactly("firing");
    }

    @Test
    void ofOneThatCameBackTheyAreToldTheNewestAlone() {
        Finding full = held(Duration.ZERO, "/var");
        round(full);
        round();
        round(full);
        assertThat(judge.current(time.instant()))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state().text()).isEqualTo("firing"));
        round();
        assertThat(judge.current(time.instant()))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state().text()).isEqualTo("resolved"));
    }

    @Test
    void aListIsNarrowedAndHasPages() {
        round(held(Duration.ZERO, "/var"), held(MINUTE, "/home"));
        round(held(Duration.ZERO, "/opt"));
        assertThat(list(new Alerts.Filter(null, null, "firing"))).hasSize(1);
        assertThat(list(new Alerts.Filter(null, null, "pending"))).isEmpty();
        assertThat(list(new Alerts.Filter(RULE, "critical", null))).hasSize(2);
        assertThat(list(new Alerts.Filter("Other", null, null))).isEmpty();
        assertThat(list(new Alerts.Filter(null, "info", null))).isEmpty();
        List<Alert> two =
                store.read(tx -> tx.alerts().list(new Alerts.Filter(null, null, null), new Page.Ask(1, null)));
        assertThat(two).hasSize(2);
        List<Alert> next = store.read(tx -> tx.alerts()
                .list(
                        new Alerts.Filter(null, null, null),
                        new Page.Ask(1, two.getFirst().id())));
        assertThat(next).containsExactly(two.getLast());
    }

    @Test
    void whatWasResolvedIsForgottenAfterItsTimeAndWhatIsLiveIsNot() {
        Duration week = Duration.ofDays(7);
        Duration ever = Duration.ofDays(10_000);
        round(held(Duration.ZERO, "/var"), held(Duration.ZERO, "/home"));
        round(held(Duration.ZERO, "/home"));
        var retention =
                new Retention(store, new Keep(ever, ever, ever, ever, ever, ever, ever, ever, week), recorder, time);
        time.advance(week.minus(ROUND).minusMillis(1));
        retention.round(() -> false);
        assertThat(all()).hasSize(2);
        time.advance(Duration.ofMillis(1));
        retention.round(() -> false);
        assertThat(only().state().text()).isEqualTo("firing");
    }

    private int atOnce(Store one, Store two, Finding... found) {
        Instant at = time.instant();
        var barrier = new CyclicBarrier(2);
        List<CompletableFuture<Judged>> both = new ArrayList<>();
        for (Store each : List.of(one, two)) {
            both.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            barrier.await();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        return judge(each).judge(at, Map.of(RULE, List.of(found)), Set.of(RULE));
                    },
                    task -> Thread.ofPlatform().daemon().start(task)));
        }
        time.advance(ROUND);
        return both.stream()
                .map(CompletableFuture::join)
                .mapToInt(judged -> judged.fired().size() + judged.resolved().size())
                .sum();
    }

    private JudgeAlerts judge(Store on) {
        return new JudgeAlerts(on, ids, recorder);
    }

    /** The rule finds these now; the next round is a quarter of a minute later. */
    private Judged round(Finding... found) {
        Judged judged = judge.judge(time.instant(), Map.of(RULE, List.of(found)), Set.of(RULE));
        time.advance(ROUND);
        return judged;
    }

    private static Finding held(Duration holdFor, String mount) {
        return finding(holdFor, 1, mount);
    }

    private static Finding valued(double value, String mount) {
        return finding(Duration.ZERO, value, mount);
    }

    private static Finding finding(Duration holdFor, double value, String mount) {
        return new Finding(
                RULE,
                Map.of("mountpoint", mount),
                holdFor,
                "critical",
                mount + " is full",
                "https://runbooks.example/disk",
                value);
    }

    private static Finding again(Finding finding, String rule) {
        return new Finding(
                rule,
                finding.labels(),
                finding.holdFor(),
                finding.severity(),
                finding.summary(),
                finding.runbook(),
                finding.value());
    }

    private Alert only() {
        List<Alert> all = all();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Alert live(String mount) {
        return all().stream()
                .filter(each -> each.isLive() && each.labels().containsValue(mount))
                .findFirst()
                .orElseThrow();
    }

    /** Newest first. */
    private List<Alert> all() {
        return list(new Alerts.Filter(null, null, null));
    }

    private List<Alert> list(Alerts.Filter filter) {
        return store.read(tx -> tx.alerts().list(filter, new Page.Ask(5000, null)));
    }

    private List<Event> events() {
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(1000));
        }
        return store.read(tx -> tx.events().after(0, 1000));
    }

    private List<String> types() {
        return events().stream()
                .map(event -> event.type().substring(Event.TYPE_PREFIX.length()))
                .toList();
    }

    private JsonNode data(String type) {
        return events().stream()
                .filter(event -> event.type().endsWith(type))
                .map(event -> Json.tree(event.data()))
                .findFirst()
                .orElseThrow();
    }
}
