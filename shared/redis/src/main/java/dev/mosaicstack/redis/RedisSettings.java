package dev.mosaicstack.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Which Redis, and how it is used. */
@ConfigMapping(prefix = "mosaic")
public interface RedisSettings {

    Redis redis();

    Stream stream();

    /** The server. */
    interface Redis {
        /** {@code redis://[:password@]host:port[/db]} or {@code rediss://...}. */
        @WithDefault("redis://127.0.0.1:6379")
        String url();

        /** A file that holds the URL, for one with a password. */
        @WithName("url-file")
        Optional<String> urlFile();
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
