package dev.mosaicstack.functions.webhookintake;

import dev.mosaicstack.core.webhook.WebhookSecrets;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may send webhooks: {@code mosaic.webhook.secret} for the source named default, others by their names. */
@ConfigMapping(prefix = "mosaic.webhook")
public interface WebhookSettings {

    /** The source that a webhook without {@code ?source=} comes from. */
    String DEFAULT_SOURCE = "default";

    /** The secrets of the default source. */
    @WithParentName
    Source defaultSource();

    /** The secrets of other sources, by name. */
    Map<String, Source> sources();

    /** The current secret and, during a rotation, the previous one; each directly or in a file. */
    interface Source {
        Optional<String> secret();

        @WithName("secret-file")
        Optional<String> secretFile();

        @WithName("previous-secret")
        Optional<String> previousSecret();

        @WithName("previous-secret-file")
        Optional<String> previousSecretFile();

        default List<String> secrets() {
            return Stream.of(
                            secret(),
                            secretFile().map(WebhookSettings::read),
                            previousSecret(),
                            previousSecretFile().map(WebhookSettings::read))
                    .flatMap(Optional::stream)
                    .filter(secret -> !secret.isBlank())
                    .toList();
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the webhook secret file " + file, e);
        }
    }

    /** What the use case needs of it. */
    @Singleton
    final class Beans {

        @Produces
        @Singleton
        WebhookSecrets secrets(WebhookSettings settings) {
            Map<String, List<String>> bySource = new HashMap<>();
            settings.sources().forEach((name, source) -> bySource.put(name, source.secrets()));
            bySource.put(DEFAULT_SOURCE, settings.defaultSource().secrets());
            return new WebhookSecrets(bySource);
        }
    }
}
