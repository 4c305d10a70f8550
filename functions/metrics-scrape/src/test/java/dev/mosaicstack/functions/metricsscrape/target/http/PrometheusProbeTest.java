package dev.mosaicstack.functions.metricsscrape.target.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.testkit.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrometheusProbeTest {

    private static final Duration TIMEOUT = Duration.ofMillis(800);
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_SERIES = 1000;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        client.shutdownNow();
    }

    private PrometheusProbe probe(URI url) {
        return probe(new Page(url, null, TIMEOUT));
    }

    private PrometheusProbe probe(Page page) {
        return new PrometheusProbe(page, client, MOST_BYTES, MOST_SERIES);
    }

    private static List<Series> series(List<Family> families) {
        return families.stream()
                .flatMap(family -> family.samples().stream())
                .map(Sample::series)
                .toList();
    }

    @Test
    void whatIsOfferedIsReadPackedOrNot() throws Exception {
        byte[] text = "# TYPE a counter\na_total{b=\"c\"} 1\nnan NaN\ninf +Inf\n1970 5\n"
                .replace("1970 5", "old 5 1000")
                .getBytes(StandardCharsets.UTF_8);
        byte[] packed = BrokenServer.packed(text);
        try (var plain = new BrokenServer(BrokenServer.text("text/plain", text));
                var gzip = new BrokenServer(BrokenServer.text("text/plain", packed, "Content-Encoding: gzip"))) {
            var expected =
                    List.of(Series.of("a_total", "b", "c"), Series.of("nan"), Series.of("inf"), Series.of("old"));
            assertThat(series(probe(plain.url("http")).read())).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(series(probe(gzip.url("http")).read())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void theRequestSaysWhatWeTakeHowLongWeWaitAndWhoWeAre() throws Exception {
        try (var server = new BrokenServer(BrokenServer.text("a 1\n"))) {
            probe(new Page(server.url("http"), Page.bearer("t0ken"), TIMEOUT)).read();
            probe(new Page(server.url("http"), Page.basic("me", "pä"), TIMEOUT)).read();
            var first = server.requests().getFirst();
            assertThat(first.get("authorization")).isEqualTo("Bearer t0ken");
            assertThat(first.get("accept")).startsWith("application/openmetrics-text;version=1.0.0");
            assertThat(first.get("accept-encoding")).isEqualTo("gzip");
            assertThat(first.get("x-prometheus-scrape-timeout-seconds")).isEqualTo("0.8");
            assertThat(first.get("x-mosaic-scrape")).isEqualTo("own");
            // printf 'me:pä' | base64
            assertThat(server.requests().get(1).get("authorization")).isEqualTo("Basic bWU6cMOk");
        }
    }

    static Stream<Arguments> badAnswers() throws IOException {
        byte[] large = "x".repeat(50 << 20).getBytes(StandardCharsets.US_ASCII);
        byte[] bomb = BrokenServer.packed(new byte[50 << 20]);
        String many = IntStream.range(0, 100_000)
                .mapToObj(i -> "a{b=\"" + i + "\"} 1\n")
                .collect(Collectors.joining());
        return Stream.of(
                bad(
                        "a page",
                        "its answer is a page of HTML",
                        BrokenServer.text("text/html; charset=utf-8", "<p>".getBytes(StandardCharsets.UTF_8))),
                bad("50 MB", "its answer is longer than 1048576 bytes", BrokenServer.text("text/plain", large)),
                bad(
                        "50 MB, packed",
                        "its answer is longer than 1048576 bytes",
                        BrokenServer.text("text/plain", bomb, "Content-Encoding: gzip")),
                bad(
                        "not gzip",
                        "cannot be unpacked",
                        BrokenServer.text("text/plain", new byte[10], "Content-Encoding: gzip")),
                bad("brotli", "packed with br", BrokenServer.text("text/plain", new byte[10], "Content-Encoding: br")),
                bad("bad UTF-8", "its answer is not UTF-8", BrokenServer.text("text/plain", new byte[] {
                    'a', ' ', (byte) 0xff, '\n'
                })),
                bad(
                        "twice",
                        "line 2 of its answer has a series that was there before: a 2",
                        BrokenServer.text("a 1\na 2\n")),
                bad("no number", "line 1 of its answer has a value that is no number", BrokenServer.text("a b\n")),
                bad(
                        "100k series",
                        "is beyond the 1000 series that are allowed",
                        BrokenServer.text(
                                "text/plain", many.substring(0, 1_000_000).getBytes(StandardCharsets.UTF_8))),
                bad("endless", "its answer is longer than 1048576 bytes", (out, closed) -> {
                    BrokenServer.head(out, "200 OK", "Content-Type: text/plain");
                    byte[] more = "a 1\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
                    while (closed.getCount() > 0) {
                        out.write(more);
                    }
                }),
                bad("a slow drip", "no answer within 0.8 s", (out, closed) -> {
                    BrokenServer.head(out, "200 OK", "Content-Type: text/plain");
                    while (!closed.await(50, TimeUnit.MILLISECONDS)) {
                        out.write('#');
                        out.flush();
                    }
                }),
                bad("a head that drips", "no answer within 0.8 s", (out, closed) -> {
                    out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.UTF_8));
                    while (!closed.await(50, TimeUnit.MILLISECONDS)) {
                        out.write('x');
                        out.flush();
                    }
                }),
                bad("silence", "no answer within 0.8 s", (out, closed) -> closed.await()),
                bad("closed at once", "it closed the connection without an answer", (out, closed) -> {}),
                bad("closed in the middle", "it closed the connection in the middle of its answer", (out, closed) -> {
                    BrokenServer.head(out, "200 OK", "Content-Type: text/plain", "Content-Length: 100");
                    out.write("a 1\n".getBytes(StandardCharsets.UTF_8));
                }),
                bad(
                        "no HTTP",
                        "it does not speak HTTP",
                        (out, closed) -> out.write("-ERR unknown command\r\n\r\n".getBytes(StandardCharsets.UTF_8))),
                bad(
                        "401",
                        "it does not let us in (status 401)",
                        (out, closed) -> BrokenServer.head(out, "401 No", "X: y")),
                bad("500", "it answers with status 500", (out, closed) -> BrokenServer.head(out, "500 No", "X: y")),
                bad(
                        "elsewhere",
                        "it sends to another server: if http://other:80 is right, say so in its url",
                        (out, closed) -> BrokenServer.head(out, "302 Go", "Location: http://other:80/metrics?x=y")),
                bad(
                        "in circles",
                        "it sends from one address to the next",
                        (out, closed) -> BrokenServer.head(out, "302 Go", "Location: /again")),
                bad(
                        "nowhere",
                        "it sends to an address that is none",
                        (out, closed) -> BrokenServer.head(out, "302 Go", "Location: ::")));
    }

    private static Arguments bad(String name, String why, BrokenServer.Answer answer) {
        return Arguments.of(name, why, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void whatIsWrongIsSaidWithinTheDeadline(String name, String why, BrokenServer.Answer answer) {
        try (var server = new BrokenServer(answer)) {
            long began = System.nanoTime();
            Throwable thrown = catchThrowable(() -> probe(server.url("http")).read());
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(thrown).isInstanceOf(Unreadable.class).hasMessageContaining(why);
            assertThat(took).isLessThan(TIMEOUT.plusSeconds(2));
        }
    }

    @Test
    void whereNobodyListensOrNobodyIsThatIsSaid() {
        assertThatThrownBy(() -> probe(URI.create("http://127.0.0.1:" + Ports.free() + "/"))
                        .read())
                .hasMessage("nobody takes connections there");
        assertThatThrownBy(
                        () -> probe(URI.create("http://no-such-host.invalid/")).read())
                .hasMessage("nobody knows the address of that host");
    }

    @Test
    void whoIsInterruptedComesBackAtOnceAndLeavesTheConnection() throws Exception {
        try (var server = new BrokenServer((out, closed) -> closed.await());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = new PrometheusProbe(
                    new Page(server.url("http"), null, Duration.ofMinutes(1)), client, MOST_BYTES, MOST_SERIES);
            var looking = threads.submit(() -> catchThrowable(slow::read));
            org.awaitility.Awaitility.await().until(() -> !server.requests().isEmpty());
            threads.shutdownNow();
            assertThat(looking.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aRedirectOnTheSameServerIsFollowed() throws Exception {
        var first = new java.util.concurrent.atomic.AtomicBoolean(true);
        try (var server = new BrokenServer((out, closed) -> {
            if (first.getAndSet(false)) {
                BrokenServer.head(out, "301 Moved", "Location: /metrics/");
            } else {
                BrokenServer.text("a 1\n").to(out, closed);
            }
        })) {
            assertThat(series(probe(new Page(server.url("http"), Page.bearer("t"), TIMEOUT))
                            .read()))
                    .containsExactly(Series.of("a"));
            assertThat(server.requests().get(1).get("")).isEqualTo("GET /metrics/ HTTP/1.1");
            assertThat(server.requests().get(1).get("authorization")).isEqualTo("Bearer t");
        }
    }
}
