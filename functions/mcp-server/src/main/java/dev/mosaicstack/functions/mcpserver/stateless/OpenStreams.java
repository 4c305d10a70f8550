package dev.mosaicstack.functions.mcpserver.stateless;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.McpSettings;
import dev.mosaicstack.web.Edge;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** The clients that listen, until they leave, their token ends, or this process does. */
@Singleton
final class OpenStreams {

    private final Set<Listening> streams = ConcurrentHashMap.newKeySet();
    private final KeepAlive keepAlive;
    private final Edge edge;
    private final ExecutorService executor;
    private final Vertx vertx;
    private final McpSettings settings;

    OpenStreams(
            KeepAlive keepAlive,
            Edge edge,
            @VirtualThreads ExecutorService executor,
            Vertx vertx,
            McpSettings settings) {
        this.keepAlive = keepAlive;
        this.edge = edge;
        this.executor = executor;
        this.vertx = vertx;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(settings.keepAlive().toMillis(), timer -> streams.forEach(this::look));
    }

    /** Before the server stops to listen: clients learn that they have to come back. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        streams.forEach(Listening::close);
    }

    void add(Listening stream) {
        stream.onWork(() -> executor.execute(stream::tell));
        streams.add(stream);
        stream.request().reply().onEnd(() -> remove(stream));
    }

    private void remove(Listening stream) {
        streams.remove(stream);
        keepAlive.release(stream.request().reply());
        stream.leave();
    }

    /** Its token is judged again, as that of a request would be. A stream that stalled goes on where it can. */
    private void look(Listening stream) {
        stream.work();
        edge.known(stream.request().rc(), "mcp", caller -> caller).subscribe().with(caller -> {}, failure -> {
            if (failure instanceof Refusal.Unauthenticated || failure instanceof Refusal.Forbidden) {
                stream.close();
            }
        });
    }
}
