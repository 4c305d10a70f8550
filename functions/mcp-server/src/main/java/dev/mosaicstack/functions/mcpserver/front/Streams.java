package dev.mosaicstack.functions.mcpserver.front;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.McpSettings;
import dev.mosaicstack.web.Edge;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The streams that clients listen on, of every revision: each costs a connection, so a token has only so many, and none
 * is open for longer than its token is good.
 */
@Singleton
public final class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class);
    private static final Duration AT_LEAST = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicBoolean judging = new AtomicBoolean();
    private final Edge edge;
    private final Vertx vertx;
    private final McpSettings settings;

    Streams(Edge edge, Vertx vertx, McpSettings settings) {
        this.edge = edge;
        this.vertx = vertx;
        this.settings = settings;
    }

    /** Compared by identity. */
    private static final class Open {
        private final RoutingContext rc;
        private final String tokenId;
        private final Runnable end;

        Open(RoutingContext rc, String tokenId, Runnable end) {
            this.rc = rc;
            this.tokenId = tokenId;
            this.end = end;
        }

        /** An issuer's tokens for one subject have one id, and an end each. */
        String token() {
            return rc.request().getHeader("Authorization");
        }
    }

    void start(@Observes StartupEvent event) {
        long keepAlive = settings.keepAlive().toMillis();
        vertx.setPeriodic(Math.min(keepAlive, AT_LEAST.toMillis()), timer -> {
            if (!open.isEmpty() && judging.compareAndSet(false, true)) {
                Thread.startVirtualThread(this::judgeAll);
            }
        });
    }

    /**
     * Before anything of the stream is answered. It counts until the response has ended.
     *
     * @param end run where its token is good no more; it may be run again while that lasts
     * @throws Refusal.RateLimited where its token has as many as it may have
     */
    public void admit(RoutingContext rc, Caller caller, Runnable end) {
        var stream = new Open(rc, caller.tokenId(), end);
        take(stream.tokenId);
        open.add(stream);
        rc.addEndHandler(ended -> leave(stream));
        if (rc.response().closed()) {
            // Who left before this is told of no more.
            leave(stream);
        }
    }

    private void take(String tokenId) {
        int most = settings.maxStreams();
        counts.compute(tokenId, (id, count) -> {
            if (count != null && most > 0 && count >= most) {
                throw new Refusal.RateLimited("this token has " + most + " open streams; end one of them", RETRY);
            }
            return count == null ? 1 : count + 1;
        });
    }

    private void leave(Open stream) {
        if (open.remove(stream)) {
            counts.computeIfPresent(stream.tokenId, (id, count) -> count == 1 ? null : count - 1);
        }
    }

    private void judgeAll() {
        try {
            open.stream().collect(Collectors.groupingBy(Open::token)).values().forEach(this::judge);
        } finally {
            judging.set(false);
        }
    }

    /** One token, as that of a new request would be. */
    private void judge(List<Open> streams) {
        try {
            edge.stillKnown(streams.getFirst().rc);
        } catch (Refusal.Unavailable passing) {
            LOG.debugf("a token is not judged in this round: %s", passing.getMessage());
        } catch (Refusal ended) {
            streams.forEach(stream -> stream.end.run());
        } catch (RuntimeException e) {
            LOG.warnf(e, "a token of %d streams could not be judged", streams.size());
        }
    }
}
