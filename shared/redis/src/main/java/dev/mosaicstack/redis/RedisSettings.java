package dev.mosaicstack.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** Which Redis, and how it is used. */
@ConfigMapping(prefix = "mosaic")
public interface RedisSettings {

    Redis redis();

    Stream stream();

    Cache cache();

    /** The server. */
    interface Redis {
        /** {@code redis://[:password@]host:port[/db]} or {@code rediss://...}. */
        @WithDefault("redis://127.0.0.1:6379")
        String url();

        /** A file that holds the URL, for one with a password. */
        @WithName("url-file")
        Optional<String> urlFile();
    }

    /** Answers of reading calls, kept beside the database. */
    interface Cache {
        /**
         * The same in all processes on one database: who does not use it does not tell it of changes either. The store
         * switches it on where the database is across a network.
         */
        @WithDefault("false")
        boolean enabled();

        /** How long an answer is kept. */
        @WithDefault("PT60S")
        Duration ttl();

        /** How long a call waits for the cache before it, and everybody after it for a while, does without. */
        @WithDefault("PT0.05S")
        Duration timeout();
    }

    /** The event stream. */
    interface Stream {
        /** Most entries the stream keeps, roughly; older events are read from the database. */
        @WithDefault("100000")
        int maxLength();

        /** Whether this process reads the stream to wake calls that wait here for changes made by other processes. */
        @WithDefault("true")
        boolean tail();
    }
}
