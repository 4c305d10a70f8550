package dev.mosaicstack.functions.mcpserver.stateless;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.front.Streams;
import dev.mosaicstack.web.InFlight;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The clients that listen, until they leave, their token ends, or this process does. */
@Singleton
final class OpenStreams {

    /** Before the calls in flight are waited for: a stream never ends by itself. */
    private static final int FIRST = 1;

    private final Map<Reply, Listening> streams = new ConcurrentHashMap<>();
    private final KeepAlive keepAlive;
    private final Streams all;
    private volatile boolean stopping;

    OpenStreams(KeepAlive keepAlive, Streams all) {
        this.keepAlive = keepAlive;
        this.all = all;
    }

    /** Before the server stops to listen: clients learn that they have to come back. */
    void stop(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent event) {
        stopping = true;
        streams.values().forEach(Listening::close);
    }

    /**
     * Before it is looked at what there is to listen to.
     *
     * @throws Refusal.Unavailable {@code SHUTTING_DOWN}
     * @throws Refusal.RateLimited where its token has as many streams as it may have
     */
    void admit(Request request) {
        if (stopping) {
            throw InFlight.refusal(request.rc());
        }
        all.admit(request.rc(), request.caller(), () -> close(request.reply()));
    }

    /** One that was admitted. */
    void add(Listening stream) {
        Reply reply = stream.request().reply();
        streams.put(reply, stream);
        reply.onEnd(() -> remove(stream));
        if (stopping) {
            stream.close();
        }
    }

    private void close(Reply reply) {
        Listening stream = streams.get(reply);
        if (stream != null) {
            stream.close();
        }
    }

    private void remove(Listening stream) {
        streams.remove(stream.request().reply());
        keepAlive.release(stream.request().reply());
        stream.leave();
    }
}
