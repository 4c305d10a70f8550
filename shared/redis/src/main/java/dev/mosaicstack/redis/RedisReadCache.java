package dev.mosaicstack.redis;

import dev.mosaicstack.core.cache.ReadCache;
import dev.mosaicstack.core.event.BeforeAnswer;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The cache in Redis. A change drops the entry before its caller is answered; where Redis does not take that in time,
 * publishing the change's event drops it. So an entry is believed only while this process itself has just seen the
 * whole event log in the stream: whatever is lost, what is shown is never older than {@link #BELIEVED_FOR}.
 */
@Singleton
public final class RedisReadCache implements ReadCache, BeforeAnswer {

    private static final Logger LOG = Logger.getLogger(RedisReadCache.class);

    /** Twice the time between two looks of the publisher. */
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(2);

    /** Longer answers are read from the database: few, and dear in Redis' memory. */
    private static final int MAX_CHARS = 64 * 1024;

    private final CacheEntries entries;
    private final StreamPublisher publisher;
    private final boolean enabled;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private volatile long failedAt;
    private volatile boolean failed;

    RedisReadCache(CacheEntries entries, StreamPublisher publisher, RedisSettings settings) {
        this.entries = entries;
        this.publisher = publisher;
        this.enabled = settings.cache().enabled();
    }

    public boolean enabled() {
        return enabled;
    }

    /** Answers that came from the cache. */
    public long hits() {
        return hits.sum();
    }

    /** Answers that were asked of the cache and came from the database. */
    public long misses() {
        return misses.sum();
    }

    @Override
    public <R> Entry<R> read(String subject, Class<R> type, Supplier<Entry<R>> load) {
        if (!enabled || !answers() || !publisher.wholeWithin(BELIEVED_FOR)) {
            return load.get();
        }
        return switch (find(subject).orElse(null)) {
            case CacheEntries.Found.Hit hit -> {
                hits.increment();
                yield new Entry<>(hit.sessionId(), hit.version(), Json.read(hit.json(), type));
            }
            case CacheEntries.Found.Gap gap -> {
                misses.increment();
                Entry<R> loaded = load.get();
                fill(subject, gap, loaded);
                yield loaded;
            }
            case null -> load.get();
        };
    }

    @Override
    public void committed(List<Event> events) {
        if (!enabled || !answers()) {
            return;
        }
        Map<String, Long> versions = CacheEntries.versions(events);
        if (!versions.isEmpty()) {
            attempt(() -> {
                entries.outdate(versions);
                return true;
            });
        }
    }

    private Optional<CacheEntries.Found> find(String subject) {
        return attempt(() -> entries.find(subject));
    }

    private void fill(String subject, CacheEntries.Found.Gap gap, Entry<?> loaded) {
        String json = Json.write(loaded.answer());
        if (json.length() <= MAX_CHARS && answers()) {
            var answer = new CacheEntries.Found.Hit(loaded.sessionId(), loaded.version(), json);
            attempt(() -> entries.fill(subject, gap, answer));
        }
    }

    /** False after a failure, until the publisher has been through to Redis again. */
    private boolean answers() {
        return !failed || publisher.wholeSince(failedAt);
    }

    /** Empty where Redis did not answer in time: then nobody asks it again for a while, and nobody waits for it. */
    private <T> Optional<T> attempt(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (RuntimeException e) {
            failedAt = System.nanoTime();
            failed = true;
            LOG.debugf("the cache is left out for a while: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
