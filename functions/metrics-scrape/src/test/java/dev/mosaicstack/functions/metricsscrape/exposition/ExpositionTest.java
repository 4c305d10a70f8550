package dev.mosaicstack.functions.metricsscrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Family.Type;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

    private static final List<Family> ONE = List.of(
            new Family("b_total", Type.COUNTER, "Of \"b\"\n\\.", List.of(sample("b_total", "1", 3))),
            new Family(
                    "h",
                    Type.HISTOGRAM,
                    "",
                    List.of(
                            new Sample(Series.of("h_bucket", "job", "1", "le", "+Inf"), 2),
                            sample("h_sum", "1", 0.5),
                            sample("h_count", "1", 2))));

    private static final List<Family> OTHER = List.of(
            new Family("a", Type.GAUGE, "", List.of(sample("a", "2", Double.NaN))),
            new Family("b_total", Type.UNKNOWN, "", List.of(sample("b_total", "2", Double.POSITIVE_INFINITY))),
            new Family("h_count", Type.UNKNOWN, "", List.of(sample("h_count", "2", 7))),
            new Family("plain", Type.COUNTER, "", List.of(sample("plain", "2", 1e300))));

    private static Sample sample(String name, String job, double value) {
        return new Sample(Series.of(name, "job", job), value);
    }

    private static String write(boolean openMetrics, List<List<Family>> all) throws IOException {
        var out = new StringWriter();
        new Exposition(out, openMetrics).write(all);
        return out.toString();
    }

    @Test
    void eachMetricIsThereOnceWithTheSeriesOfAll() throws IOException {
        assertThat(write(false, List.of(ONE, OTHER))).isEqualTo("""
                # TYPE a gauge
                a{job="2"} NaN
                # HELP b_total Of "b"\\n\\\\.
                # TYPE b_total counter
                b_total{job="1"} 3
                b_total{job="2"} +Inf
                # TYPE h histogram
                h_bucket{job="1",le="+Inf"} 2
                h_sum{job="1"} 0.5
                h_count{job="1"} 2
                h_count{job="2"} 7
                # TYPE plain counter
                plain{job="2"} 1.0E300
                """);
    }

    @Test
    void openMetricsHasItsOwnNamesOfCounters() throws IOException {
        assertThat(write(true, List.of(ONE, OTHER)))
                .contains("# HELP b Of \\\"b\\\"\\n\\\\.\n# TYPE b counter\nb_total{job=\"1\"} 3\n")
                .contains("# TYPE plain unknown\nplain{")
                .endsWith("# EOF\n");
    }

    @Test
    void typesThatContradictEachOtherAreNone() throws IOException {
        var gauge = new Family("b_total", Type.GAUGE, "", List.of(sample("b_total", "3", 1)));
        assertThat(write(false, List.of(ONE, List.of(gauge)))).contains("# TYPE b_total untyped\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GAUGE, HISTOGRAM, GAUGE",
        "GAUGE, HISTOGRAM, HISTOGRAM",
        "HISTOGRAM, GAUGE, HISTOGRAM",
        "GAUGE, HISTOGRAM, SUMMARY",
        "COUNTER, UNKNOWN, GAUGE",
        "UNKNOWN, COUNTER, GAUGE",
        "COUNTER, GAUGE, UNKNOWN"
    })
    void aContradictionStaysWhateverTheOthersSay(Type first, Type second, Type third) throws IOException {
        List<List<Family>> all = new ArrayList<>();
        for (Type type : List.of(first, second, third)) {
            all.add(List.of(new Family("m", type, "", List.of(sample("m", "" + all.size(), 1)))));
        }
        assertThat(write(false, all)).startsWith("# TYPE m untyped\n");
        assertThat(write(true, all)).startsWith("# TYPE m unknown\n");
    }

    @Test
    void whoSaysNothingContradictsNobody() throws IOException {
        var unknown = new Family("m", Type.UNKNOWN, "", List.of(sample("m", "1", 1)));
        var gauge = new Family("m", Type.GAUGE, "", List.of(sample("m", "2", 1)));
        assertThat(write(false, List.of(List.of(unknown), List.of(gauge), List.of(unknown))))
                .startsWith("# TYPE m gauge\n");
    }

    @Test
    void aSeriesThatTwoHaveIsThereOnce() throws IOException {
        assertThat(write(false, List.of(ONE, ONE))).isEqualTo(write(false, List.of(ONE)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrittenIsReadAsTheSame(boolean openMetrics) throws IOException, Unreadable {
        String text = write(openMetrics, List.of(ONE, OTHER));
        List<Family> read = new TextFormat(100).read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(write(openMetrics, List.of(read))).isEqualTo(text);
    }
}
