package dev.mosaicstack.redis;

import io.quarkus.redis.client.RedisHostsProvider;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Gives the Redis client our own setting, which may be a file. */
@Singleton
@Identifier("mosaic")
public final class ConfiguredHosts implements RedisHostsProvider {

    private final RedisSettings settings;

    ConfiguredHosts(RedisSettings settings) {
        this.settings = settings;
    }

    @Override
    public Set<URI> getHosts() {
        return Set.of(URI.create(settings.redis()
                .urlFile()
                .map(ConfiguredHosts::read)
                .orElse(settings.redis().url())));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read mosaic.redis.url-file " + file, e);
        }
    }
}
