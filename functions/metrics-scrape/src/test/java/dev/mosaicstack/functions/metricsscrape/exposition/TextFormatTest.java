package dev.mosaicstack.functions.metricsscrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.metricsscrape.series.Series;
import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Family.Type;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormatTest {

    private final TextFormat format = new TextFormat(100);

    private List<Family> read(String text) throws Unreadable {
        return format.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theTextFormatIsReadWithItsTypesAndHelp() throws Unreadable {
        List<Family> families = read("""
                # HELP http_requests_total The total of \\\\ requests\\nof all.
                # TYPE http_requests_total counter
                http_requests_total{method="post",code="200"} 1027 1395066363000
                http_requests_total{ method = "post" , code = "400" , } 3 -1
                # A comment
                msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
                metric_without_timestamp_and_labels 12.47
                something_weird{problem="division by zero"} +Inf -3982045

                # TYPE http_request_duration_seconds histogram
                http_request_duration_seconds_bucket{le="0.05"} 24054
                http_request_duration_seconds_bucket{le="+Inf"} 144320
                http_request_duration_seconds_sum 53423
                http_request_duration_seconds_count 144320
                # TYPE rpc_duration_seconds summary
                rpc_duration_seconds{quantile="0.5"} NaN
                rpc_duration_seconds_sum 1.7560473e+07
                """);
        assertThat(families)
                .extracting(Family::name, Family::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("http_requests_total", Type.COUNTER),
                        org.assertj.core.groups.Tuple.tuple("msdos_file_access_time_seconds", Type.UNKNOWN),
                        org.assertj.core.groups.Tuple.tuple("metric_without_timestamp_and_labels", Type.UNKNOWN),
                        org.assertj.core.groups.Tuple.tuple("something_weird", Type.UNKNOWN),
                        org.assertj.core.groups.Tuple.tuple("http_request_duration_seconds", Type.HISTOGRAM),
                        org.assertj.core.groups.Tuple.tuple("rpc_duration_seconds", Type.SUMMARY));
        assertThat(families.getFirst().help()).isEqualTo("The total of \\ requests\nof all.");
        assertThat(families.getFirst().samples())
                .containsExactly(
                        new Sample(Series.of("http_requests_total", "code", "200", "method", "post"), 1027),
                        new Sample(Series.of("http_requests_total", "code", "400", "method", "post"), 3));
        assertThat(families.get(1).samples().getFirst().series().labels())
                .containsEntry("path", "C:\\DIR\\FILE.TXT")
                .containsEntry("error", "Cannot find file:\n\"FILE.TXT\"");
        assertThat(families.get(3).samples().getFirst().value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(families.get(4).samples()).hasSize(4);
        assertThat(families.get(5).samples().getFirst().value()).isNaN();
    }

    @Test
    void openMetricsIsReadTheSame() throws Unreadable {
        List<Family> families = read("""
                # TYPE acme_http_requests counter
                # UNIT acme_http_requests requests
                # HELP acme_http_requests Of all.
                acme_http_requests_total{path="/"} 17.0 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67
                acme_http_requests_created{path="/"} 1520430000.123
                # TYPE latency histogram
                latency_bucket{le="1.0"} 3 # {} 0.2
                latency_count 3
                latency_created 1520430000
                # TYPE foo info
                foo_info{version="1"} 1
                # EOF
                """);
        assertThat(families)
                .extracting(Family::name)
                .containsExactly("acme_http_requests_total", "latency", "foo_info");
        assertThat(families.getFirst().type()).isEqualTo(Type.COUNTER);
        assertThat(families.getFirst().help()).isEqualTo("Of all.");
        assertThat(families.getFirst().samples())
                .containsExactly(new Sample(Series.of("acme_http_requests_total", "path", "/"), 17));
        assertThat(families.get(1).samples()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<html><body>Sign in</body></html> | line 1 of its answer does not begin with the name of a metric",
                "up 1\\nup | line 2 of its answer has no value: up",
                "up one | line 1 of its answer has a value that is no number",
                "up 1d | line 1 of its answer has a value that is no number",
                "up 0x1p3 | line 1 of its answer has a value that is no number",
                "up 1 2 3 | line 1 of its answer has something behind the value that is no time",
                "up 1 yesterday | line 1 of its answer has something behind the value that is no time",
                "up{a=\"1\" 1 | line 1 of its answer has no value",
                "up{a=\"1\",a=\"2\"} 1 | line 1 of its answer has the label a twice",
                "up{a=1} 1 | line 1 of its answer has a label without quotes",
                "up{1=\"a\"} 1 | line 1 of its answer has a label without a name",
                "up{a=\"1\"b=\"2\"} 1 | line 1 of its answer has labels that are not well-formed",
                "up 1\\nup 2 | line 2 of its answer has a series that was there before",
                "up{a=\"\",b=\"1\"} 1\\nup 1\\n# TYPE up toast | line 3 of its answer has a type that is none"
            })
    void whatIsNoneIsToldWithItsLine(String text, String why) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void moreSeriesThanAreAllowedAreNone() throws Unreadable {
        var text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("up{n=\"").append(i).append("\"} 1\n");
        }
        assertThat(read(text.toString()).getFirst().samples()).hasSize(100);
        assertThatThrownBy(() -> read(text + "up 1\n"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("beyond the 100 series that are allowed");
    }

    @Test
    void aSeriesThatIsThereAgainIsTheSameObject() throws Unreadable {
        Series first =
                read("a{b=\"1\"} 1\nc 1\n").getFirst().samples().getFirst().series();
        assertThat(read("c 1\na{b=\"1\"} 2\n").get(1).samples().getFirst().series())
                .isSameAs(first);
        assertThat(read("c 1\n")).hasSize(1);
        assertThat(read("a{b=\"1\"} 3\n").getFirst().samples().getFirst().series())
                .as("forgotten when it was not there")
                .isEqualTo(first)
                .isNotSameAs(first);
    }

    @Test
    void anAnswerThatIsRefusedLeavesNothingBehind() throws Unreadable {
        read("a 1\nb 1\n");
        assertThatThrownBy(() -> read("a 1\nc 1\na 1\n")).isInstanceOf(Unreadable.class);
        assertThat(read("c 2\na 2\nb 2\n"))
                .extracting(family -> family.samples().getFirst().value())
                .containsExactly(2.0, 2.0, 2.0);
    }

    @Test
    void metricsWithoutSeriesCountAsWell() {
        var text = new StringBuilder();
        for (int i = 0; i <= 100; i++) {
            text.append("# HELP a").append(i).append(" of nothing\n");
        }
        assertThatThrownBy(() -> read(text.toString()))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("line 101 of its answer is beyond the 100 metrics that are allowed");
    }

    @Test
    void aSeriesThatIsTooLongIsNone() {
        assertThatThrownBy(() -> read("up{a=\"" + "x".repeat(8192) + "\"} 1\n"))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("line 1 of its answer has a series of more than 8192 characters");
    }

    @Test
    void bytesThatAreNoTextAreNone() {
        assertThatThrownBy(() -> format.read(new byte[] {'u', 'p', (byte) 0xc3, ' ', '1'}))
                .isInstanceOf(Unreadable.class)
                .hasMessage("its answer is not UTF-8");
    }

    @Test
    void anAnswerThatIsWrongDoesNotSpoilTheNext() throws Unreadable {
        read("up 1\n");
        assertThatThrownBy(() -> read("up 1\nup 1\n")).isInstanceOf(Unreadable.class);
        assertThat(read("up 2\n").getFirst().samples()).containsExactly(new Sample(Series.of("up"), 2));
    }
}
