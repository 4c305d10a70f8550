package dev.mosaicstack.web;

/** How metrics are written. A scraper says in {@code Accept} which form it takes. */
public enum MetricsFormat {
    /** The text format of Prometheus, 0.0.4: what who names none gets. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),

    /** OpenMetrics 1.0.0. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    MetricsFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** OpenMetrics only for who names it and likes it no less than text. @param accept null where there was none */
    static MetricsFormat of(String accept) {
        double openMetrics = 0;
        double text = 0;
        for (Preference preference : Preference.all(accept)) {
            if (preference.is("application/openmetrics-text", "1.0.0")) {
                openMetrics = Math.max(openMetrics, preference.quality());
            } else if (preference.is("text/plain", "0.0.4")) {
                text = Math.max(text, preference.quality());
            }
        }
        return openMetrics > 0 && openMetrics >= text ? OPEN_METRICS : TEXT;
    }
}
