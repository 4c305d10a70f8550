package dev.mosaicstack.redis;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.wait.Wakeups;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Wakes the calls that wait in this process when another process changed something. Missing an entry costs half a second. */
@Singleton
public final class StreamTail {

    private static final Logger LOG = Logger.getLogger(StreamTail.class);
    private static final String FROM_NOW = "$";

    private final RedisDataSource redis;
    private final Wakeups wakeups;
    private final boolean wanted;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("stream-tail").daemon().unstarted(this::run);

    StreamTail(RedisDataSource redis, Wakeups wakeups, RedisSettings settings) {
        this.redis = redis;
        this.wakeups = wakeups;
        this.wanted = settings.stream().tail();
    }

    void start(@Observes StartupEvent event) {
        if (wanted) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stop.countDown();
    }

    private void run() {
        String last = FROM_NOW;
        try {
            while (stop.getCount() > 0) {
                try {
                    last = read(last);
                } catch (RuntimeException e) {
                    LOG.debugf("the stream cannot be read: %s", e.getMessage());
                    last = FROM_NOW;
                    stop.await(1, TimeUnit.SECONDS);
                } catch (Error e) {
                    LOG.error("reading the stream failed", e);
                    last = FROM_NOW;
                    stop.await(1, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String read(String after) {
        Response streams = redis.execute("XREAD", "COUNT", "500", "BLOCK", "1000", "STREAMS", RedisKeys.EVENTS, after);
        if (streams == null || streams.size() == 0) {
            return after;
        }
        String last = after;
        for (Response entry : streams.get(0).get(1)) {
            last = entry.get(0).toString();
            wake(StreamEntry.read(entry).fields());
        }
        return last;
    }

    private void wake(Map<String, String> attributes) {
        wakeups.signal(attributes.get("subject"));
        if (attributes.containsKey("audience")) {
            wakeups.signal(Event.topic(attributes.get("sessionid"), attributes.get("audience")));
        }
    }
}
