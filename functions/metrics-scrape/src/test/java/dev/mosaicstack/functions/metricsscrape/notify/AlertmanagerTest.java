package dev.mosaicstack.functions.metricsscrape.notify;

import static dev.mosaicstack.functions.metricsscrape.notify.AlertsForTests.firing;
import static dev.mosaicstack.functions.metricsscrape.notify.AlertsForTests.pending;
import static dev.mosaicstack.functions.metricsscrape.notify.AlertsForTests.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.metricsscrape.notify.Alertmanager.Standing;
import dev.mosaicstack.testkit.Sink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AlertmanagerTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path folder;

    private final Sink sink = Sink.open((request, nth) -> Sink.answer(200));
    private Alertmanager alertmanager = at(Duration.ofSeconds(15), null);

    private Alertmanager at(Duration interval, String tokenFile) {
        return new Alertmanager(authority(), URI.create(sink.url() + "/"), tokenFile, interval, Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        alertmanager.close();
        sink.close();
    }

    @Test
    void anAlertIsSaidAsPrometheusSaysIt() {
        send(START, firing("var", START.minusSeconds(60)));
        Sink.Received post = sink.await(1, SOON, any -> true).getFirst();
        assertThat(post.method() + " " + post.path()).isEqualTo("POST /sink/api/v2/alerts");
        assertThat(post.header("content-type")).isEqualTo("application/json");
        assertThat(post.header("authorization")).isNull();
        assertThat(Json.tree(post.text())).isEqualTo(Json.tree("""
                [{"labels":{"alertname":"DiskFull","severity":"critical","job":"host","mountpoint":"/var"},
                "annotations":{"summary":"/var is \\"full\\"\\n","runbook_url":"https://runbooks.example/disk"},
                "startsAt":"2026-11-20T09:59:00Z","endsAt":"2026-11-20T10:04:00Z"}]"""));
    }

    @Test
    void itIsToldAgainEachMinuteAndAtOnceOfWhatIsOver() {
        Alert var = firing("var", START);
        Alert home = firing("home", START.plusSeconds(30));
        round(0, 1, var, pending("opt", START));
        round(15, 1, var);
        round(30, 2, var, home);
        assertThat(mountpoints()).containsExactly("/home");
        round(60, 3, var, home);
        assertThat(mountpoints()).containsExactly("/var");
        Alert over = resolved("var", START, START.plusSeconds(75));
        round(75, 4, over, home);
        assertThat(mountpoints()).containsExactly("/var");
        assertThat(last().get(0).path("endsAt").textValue()).isEqualTo("2026-11-20T10:01:15Z");
        round(90, 5, over, home);
        assertThat(mountpoints()).containsExactly("/home");
        round(135, 6, over);
        assertThat(mountpoints()).as("also of what is over").containsExactly("/var");
        round(150, 6);
    }

    @Test
    void ofASlowScheduleAnAlertLastsForFourRounds() {
        alertmanager = at(Duration.ofMinutes(10), null);
        send(START, firing("var", START));
        sink.await(1, SOON, any -> true);
        assertThat(last().get(0).path("endsAt").textValue()).isEqualTo("2026-11-20T10:40:00Z");
    }

    @Test
    void manyAreSaidInSeveralPosts() {
        Alert[] many =
                IntStream.range(0, 130).mapToObj(i -> firing("d" + i, START)).toArray(Alert[]::new);
        round(0, 3, many);
        assertThat(sink.received())
                .extracting(post -> Json.tree(post.text()).size())
                .containsExactly(64, 64, 2);
        assertThat(alertmanager.standing()).isEqualTo(new Standing(authority(), true, 130, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 401, 302, 404})
    void whatItDoesNotTakeIsSaidAgainAtTheNextRound(int status) {
        sink.behave((request, nth) -> Sink.answer(nth == 1 ? status : 200));
        Alert var = firing("var", START);
        round(0, 1, var);
        awaitStanding(new Standing(authority(), false, 0, 1));
        round(15, 2, var);
        awaitStanding(new Standing(authority(), true, 1, 1));
        round(30, 2, var);
    }

    @Test
    void whatItRefusesIsNotSaidAgainBeforeItsTime() {
        sink.behave((request, nth) -> Sink.answer(400));
        Alert var = firing("var", START);
        round(0, 1, var);
        awaitStanding(new Standing(authority(), false, 0, 1));
        round(15, 1, var);
        round(60, 2, var);
    }

    @Test
    void oneThatIsAwayOrSilentOrNoAlertmanagerCostsNothingElse() {
        List<Sink.Reply> replies = List.of(
                new Sink.Reply.Silence(),
                new Sink.Reply.HangUp(),
                new Sink.Reply.HalfAnAnswer(),
                new Sink.Reply.Noise());
        sink.behave((request, nth) -> nth <= replies.size() ? replies.get(nth - 1) : Sink.answer(200));
        Alert var = firing("var", START);
        for (int nth = 1; nth <= replies.size(); nth++) {
            long began = System.nanoTime();
            send(START.plusSeconds(nth), var);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(250));
            awaitStanding(new Standing(authority(), false, 0, nth));
        }
        sink.refuse();
        send(START.plusSeconds(20), var);
        awaitStanding(new Standing(authority(), false, 0, 5));
        sink.listen();
        send(START.plusSeconds(30), var);
        awaitStanding(new Standing(authority(), true, 1, 5));
    }

    @Test
    void whileItIsSlowTheNewestTakesThePlaceOfWhatWaits() throws Exception {
        var answer = new CountDownLatch(1);
        sink.behave((request, nth) -> {
            answer.await();
            return Sink.answer(200);
        });
        alertmanager = new Alertmanager(authority(), URI.create(sink.url()), null, Duration.ofSeconds(15));
        send(START, firing("var", START));
        sink.await(1, SOON, any -> true);
        for (int i = 1; i <= 5; i++) {
            send(START.plusSeconds(15 * i), firing("d" + i, START));
        }
        answer.countDown();
        sink.await(2, SOON, any -> true);
        assertThat(mountpoints()).containsExactly("/d5");
        awaitStanding(new Standing(authority(), true, 2, 0));
    }

    @Test
    void theTokenIsReadEachTime() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        alertmanager = at(Duration.ofSeconds(15), token.toString());
        round(0, 1, firing("var", START));
        Files.writeString(token, "second");
        round(60, 2, firing("var", START));
        assertThat(sink.received())
                .extracting(post -> post.header("authorization"))
                .containsExactly("Bearer first", "Bearer second");
        Files.delete(token);
        send(START.plusSeconds(120), firing("var", START));
        awaitStanding(new Standing(authority(), false, 2, 1));
    }

    private String authority() {
        return URI.create(sink.url()).getAuthority();
    }

    private void send(Instant at, Alert... alerts) {
        alertmanager.send(at, List.of(alerts));
    }

    /** After it there have been so many posts in all, and it is known what became of them. */
    private void round(int seconds, int posts, Alert... alerts) {
        send(START.plusSeconds(seconds), alerts);
        sink.await(posts, SOON, any -> true);
        alertmanager.awaitIdle();
        assertThat(sink.received()).hasSize(posts);
    }

    private JsonNode last() {
        return Json.tree(sink.received().getLast().text());
    }

    private List<String> mountpoints() {
        List<String> all = new ArrayList<>();
        last().forEach(alert -> all.add(alert.at("/labels/mountpoint").textValue()));
        return all;
    }

    private void awaitStanding(Standing standing) {
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(alertmanager.standing())
                .isEqualTo(standing));
    }
}
