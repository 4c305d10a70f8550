package dev.mosaicstack.web.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where spans go. The variables of OpenTelemetry count too; ours win. */
@ConfigMapping(prefix = "mosaic.otel")
public interface TracingSettings {

    /** The collector's base address for OTLP over HTTP, for example {@code http://collector:4318}; without it there are no spans. */
    @WithDefault("${otel.exporter.otlp.endpoint:}")
    Optional<String> endpoint();

    /** What it wants besides, for example {@code Authorization}. */
    Map<String, String> headers();

    /** What this process is called there. */
    @WithDefault("${otel.service.name:mosaic}")
    @WithName("service-name")
    String serviceName();

    /** How long a span waits at most for others to be sent with, a millisecond to an hour. */
    @WithDefault("PT5S")
    Duration delay();
}
