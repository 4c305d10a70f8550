package dev.mosaicstack.functions.eventdispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;

/** The event bus. */
@ConfigMapping(prefix = "mosaic.dispatch")
public interface DispatchConfig {

    /** Whether this process delivers; one that only takes calls leaves that to others. */
    @WithDefault("true")
    boolean enabled();

    /** Whether sinks may be at addresses that are not public: of this machine, its network, a cluster. */
    @WithDefault("false")
    @WithName("allow-private-sinks")
    boolean allowPrivateSinks();

    /** How long a dispatcher that says nothing keeps its subscriptions. */
    @WithDefault("PT15S")
    Duration lease();

    /** Pauses before the second attempt of a delivery and those after it. */
    @WithDefault("PT5S,PT5M,PT30M,PT2H,PT5H,PT10H")
    List<Duration> retries();

    /** How long a sink may take for its answer. */
    @WithDefault("PT10S")
    Duration timeout();
}
