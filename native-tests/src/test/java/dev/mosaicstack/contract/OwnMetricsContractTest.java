package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.testkit.DatabaseUnderTest;
import dev.mosaicstack.testkit.GivenAddress;
import io.restassured.http.Method;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What a process says of itself, whatever it collects from others. */
class OwnMetricsContractTest extends Contract {

    private static final String PROMETHEUS_2 =
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                    + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    private static final String CALLS = "mosaic_call_duration_seconds_count";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|(.*)$");
    private static final String SQLITE_ALONE = "with SQLite";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        mosaic.aSession();
        Path said = Files.createTempFile("promtool", ".txt");
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        promtool.getOutputStream().write(get(null, null).body());
        promtool.getOutputStream().close();
        assertThat(promtool.waitFor()).as(Files.readString(said)).isZero();
        assertThat(said).isEmptyFile();
        Files.delete(said);
    }

    @Test
    void prometheusGetsOpenMetrics() throws Exception {
        GivenAddress.excuse("each process shows what it has counted itself");
        var answer = get(PROMETHEUS_2, null);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(answer.headers().firstValue("Vary")).hasValue("Accept, Accept-Encoding");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("# TYPE mosaic_events counter\n")
                .endsWith("\n# EOF\n");
    }

    @Test
    void whoTakesGzipGetsTheSameCompressed() throws Exception {
        var answer = get(null, "gzip");
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        byte[] text = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(answer.body().length).isLessThan(text.length / 3);
        assertThat(Exposition.of(new String(text, StandardCharsets.UTF_8)).types())
                .isEqualTo(scrape().types());
    }

    @Test
    void everyMetricIsInTheReadmeAndEveryMetricOfTheReadmeIsThere() throws Exception {
        mosaic.aSession();
        String readme = Files.readString(Path.of("../README.md"));
        String table = readme.substring(readme.indexOf("### Metrics of a process"));
        Set<String> told = new TreeSet<>();
        ROW.matcher(table.substring(0, table.indexOf("\n## ")))
                .results()
                .filter(row -> DatabaseUnderTest.isSqlite() || !row.group(2).contains(SQLITE_ALONE))
                .forEach(row -> told.add(row.group(1)));
        await().atMost(Bus.SOON).untilAsserted(() -> {
            Set<String> there = new TreeSet<>(scrape().types().keySet());
            there.removeIf(name -> name.matches("mosaic_(events|subscription|backup|metrics|alertmanager)_.*"));
            assertThat(there).isEqualTo(told);
        });
    }

    @Test
    void aCallIsCountedByItsFunctionAndByWhatItWasAnswered() {
        GivenAddress.excuse("each process shows what it has counted itself");
        double good = calls("session-list", "2xx");
        double refused = calls("session-list", "4xx");
        var json = Map.of("Content-Type", "application/json");
        api.admin("session-list", Map.of()).statusCode(200);
        api.admin("session-list", Map.of("what", "is this")).statusCode(400);
        api.send(Method.POST, "/session-list", "x".repeat(43), json, Map.of()).statusCode(401);
        api.send(Method.PUT, "/session-list", api.adminToken(), json, Map.of()).statusCode(405);
        api.send(Method.POST, "/session-list", api.adminToken(), Map.of("Content-Type", "text/plain"), "{}")
                .statusCode(415);
        await().atMost(Bus.SOON).untilAsserted(() -> {
            assertThat(calls("session-list", "2xx")).isGreaterThanOrEqualTo(good + 1);
            assertThat(calls("session-list", "4xx")).isGreaterThanOrEqualTo(refused + 4);
        });
    }

    @Test
    void whatNoFunctionAnswersMakesNoSeries() {
        api.get("/" + "x".repeat(30), api.adminToken()).statusCode(404);
        assertThat(scrape().samples(CALLS))
                .extracting(sample -> sample.labels().get("function"))
                .doesNotContain("x".repeat(30))
                .allMatch(function -> function.matches("[a-z-]+"));
    }

    private double calls(String function, String status) {
        return scrape().samples(CALLS).stream()
                .filter(sample -> sample.labels().equals(Map.of("function", function, "status", status)))
                .mapToDouble(Exposition.Sample::value)
                .sum();
    }

    private Exposition scrape() {
        try {
            return Exposition.of(new String(get(null, null).body(), StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<byte[]> get(String accept, String encoding) throws IOException, InterruptedException {
        URI metrics = api.base().resolve("/metrics");
        var request = HttpRequest.newBuilder(metrics)
                .header("Authorization", "Bearer " + api.adminToken())
                .header("X-Mosaic-Scrape", "own");
        if (accept != null) {
            request.header("Accept", accept);
        }
        if (encoding != null) {
            request.header("Accept-Encoding", encoding);
        }
        var answer = http.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }
}
