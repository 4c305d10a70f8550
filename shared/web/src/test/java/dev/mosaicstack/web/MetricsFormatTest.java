package dev.mosaicstack.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsFormatTest {

    @Test
    void whoNamesNoneGetsText() {
        assertThat(MetricsFormat.of(null)).isEqualTo(MetricsFormat.TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | TEXT",
                "*/* | TEXT",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | TEXT",
                "text/plain | TEXT",
                "application/openmetrics-text | OPEN_METRICS",
                "Application/OpenMetrics-Text; Version=\"1.0.0\"; charset=utf-8 | OPEN_METRICS",
                "application/openmetrics-text;version=0.0.1 | TEXT",
                "application/openmetrics-text;q=0 | TEXT",
                "application/openmetrics-text;q=2 | TEXT",
                "application/openmetrics-text;q=0.1,text/plain;q=0.2 | TEXT",
                ";,;;q,=, | TEXT",
            })
    void openMetricsIsForWhoNamesIt(String accept, MetricsFormat format) {
        assertThat(MetricsFormat.of(accept)).isEqualTo(format);
    }

    @Test
    void prometheusGetsOpenMetrics() {
        assertThat(MetricsFormat.of("application/openmetrics-text;version=1.0.0,"
                        + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"))
                .as("2.42")
                .isEqualTo(MetricsFormat.OPEN_METRICS);
        assertThat(
                        MetricsFormat.of(
                                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                                        + "application/openmetrics-text;version=0.0.1;q=0.4,"
                                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"))
                .as("3")
                .isEqualTo(MetricsFormat.OPEN_METRICS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "deflate, GZIP;q=0.5 | true",
                "* | true",
                "gzip;q=0, * | false",
                "identity | false",
                "'' | false",
            })
    void gzipIsForWhoTakesIt(String acceptEncoding, boolean gzip) {
        assertThat(Preference.takesGzip(acceptEncoding)).isEqualTo(gzip);
    }
}
