package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.product.Running;
import dev.mosaicstack.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Debian's Prometheus, with the targets of {@link Exporters} and a folder of its own. */
public final class PrometheusAlone {

    private PrometheusAlone() {}

    /** @param rules a rule file of its own */
    public static Running start(Path folder, Exporters exporters, int targets, int seconds, String rules) {
        int port = Ports.free();
        String jobs = IntStream.rangeClosed(1, targets)
                .mapToObj(n -> job(n, exporters))
                .collect(Collectors.joining());
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("rules.yml"), rules);
            Path file = Files.writeString(
                    folder.resolve("prometheus.yml"),
                    "global: { scrape_interval: %ds, evaluation_interval: %ds }%nrule_files: [rules.yml]%nscrape_configs:%n"
                                    .formatted(seconds, seconds)
                            + jobs);
            return Running.start(
                    List.of(
                            "prometheus",
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port),
                    Map.of(),
                    port,
                    "/-/ready",
                    folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String job(int n, Exporters exporters) {
        return "  - job_name: t%d%n    metrics_path: /%d%n    static_configs: [{ targets: [\"%s\"] }]%n"
                .formatted(n, n, exporters.authority());
    }
}
