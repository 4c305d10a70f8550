package dev.mosaicstack.functions.mcpserver.stateless;

import dev.mosaicstack.functions.mcpserver.McpSettings;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says now and then that answers which take long are still to come: proxies and clients end connections that are silent. */
@Singleton
final class KeepAlive {

    private final Set<Reply> replies = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;
    private final long nanos;

    KeepAlive(Vertx vertx, McpSettings settings) {
        this.vertx = vertx;
        this.nanos = settings.keepAlive().toNanos();
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(Math.max(1, nanos / 4_000_000), timer -> replies.forEach(reply -> reply.keepAlive(nanos)));
    }

    /** Until {@link #release}. */
    void hold(Reply reply) {
        replies.add(reply);
    }

    void release(Reply reply) {
        replies.remove(reply);
    }
}
