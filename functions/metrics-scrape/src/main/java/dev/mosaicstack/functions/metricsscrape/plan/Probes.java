package dev.mosaicstack.functions.metricsscrape.plan;

import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.functions.metricsscrape.target.database.MariadbProbe;
import dev.mosaicstack.functions.metricsscrape.target.database.PostgresqlProbe;
import dev.mosaicstack.functions.metricsscrape.target.database.Server;
import dev.mosaicstack.functions.metricsscrape.target.http.HttpProbe;
import dev.mosaicstack.functions.metricsscrape.target.http.Page;
import dev.mosaicstack.functions.metricsscrape.target.http.PrometheusProbe;
import dev.mosaicstack.functions.metricsscrape.target.redis.RedisAddress;
import dev.mosaicstack.functions.metricsscrape.target.redis.RedisProbe;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/** How each kind is looked at. */
final class Probes implements AutoCloseable {

    private final Probe mosaic;
    private HttpClient client;

    /** @param mosaic looks at this product's own database */
    Probes(Probe mosaic) {
        this.mosaic = mosaic;
    }

    Probe prometheus(Page page, int mostBytes, int mostSeries) {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
        }
        return new PrometheusProbe(page, client, mostBytes, mostSeries);
    }

    Probe http(Page page, Optional<Integer> status) {
        return new HttpProbe(page, status);
    }

    Probe postgresql(Server server, Duration timeout) {
        return new PostgresqlProbe(server, timeout);
    }

    Probe mariadb(Server server, Duration timeout) {
        return new MariadbProbe(server, timeout);
    }

    Probe redis(RedisAddress server, Duration timeout, List<String> streams) {
        return new RedisProbe(server, timeout, streams);
    }

    Probe host(List<Path> paths) {
        return soon();
    }

    Probe mosaic() {
        return mosaic;
    }

    @Override
    public void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }

    private static Probe soon() {
        return () -> {
            throw new Unreadable("it is not looked at yet");
        };
    }
}
