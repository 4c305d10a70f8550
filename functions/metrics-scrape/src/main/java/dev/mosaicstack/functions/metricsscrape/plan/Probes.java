package dev.mosaicstack.functions.metricsscrape.plan;

import dev.mosaicstack.functions.metricsscrape.target.Page;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.RedisAddress;
import dev.mosaicstack.functions.metricsscrape.target.Server;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How each kind is looked at. */
final class Probes {

    private Probes() {}

    static Probe prometheus(Page page, int mostBytes, int mostSeries) {
        return soon();
    }

    static Probe http(Page page, Optional<Integer> status) {
        return soon();
    }

    static Probe postgresql(Server server, Duration timeout) {
        return soon();
    }

    static Probe mariadb(Server server, Duration timeout) {
        return soon();
    }

    static Probe redis(RedisAddress server, Duration timeout, List<String> streams) {
        return soon();
    }

    static Probe host(List<Path> paths) {
        return soon();
    }

    private static Probe soon() {
        return () -> {
            throw new Unreadable("it is not looked at yet");
        };
    }
}
