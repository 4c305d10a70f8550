package dev.mosaicstack.functions.mcpserver.stateless;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.McpSettings;
import dev.mosaicstack.web.Edge;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The clients that listen, until they leave, their token ends, or this process does. */
@Singleton
final class OpenStreams {

    private final Set<Listening> streams = ConcurrentHashMap.newKeySet();
    private final KeepAlive keepAlive;
    private final Edge edge;
    private final Vertx vertx;
    private final McpSettings settings;

    OpenStreams(KeepAlive keepAlive, Edge edge, Vertx vertx, McpSettings settings) {
        this.keepAlive = keepAlive;
        this.edge = edge;
        this.vertx = vertx;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(settings.keepAlive().toMillis(), timer -> streams.forEach(this::judge));
    }

    /** Before the server stops to listen: clients learn that they have to come back. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        streams.forEach(Listening::close);
    }

    void add(Listening stream) {
        streams.add(stream);
        stream.request().reply().onEnd(() -> remove(stream));
    }

    private void remove(Listening stream) {
        streams.remove(stream);
        keepAlive.release(stream.request().reply());
        stream.leave();
    }

    private static boolean passes(Refusal refusal) {
        return refusal instanceof Refusal.Unavailable || refusal instanceof Refusal.RateLimited;
    }

    /** Its token, again, as that of a request would be. */
    private void judge(Listening stream) {
        edge.known(stream.request().rc(), "mcp", caller -> caller).subscribe().with(caller -> {}, failure -> {
            if (failure instanceof Refusal refusal && !passes(refusal)) {
                stream.close();
            }
        });
    }
}
