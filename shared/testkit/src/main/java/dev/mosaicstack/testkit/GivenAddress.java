package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * An instance that runs already, somewhere, and that the contracts are to hold as they hold for a process of their own:
 * {@code mosaic.url}, with {@code mosaic.admin-token-file} and {@code mosaic.webhook-secret-file}. All that is known of it is what it
 * answers, so whatever looks into a process, its log or its Redis is aborted with that reason. Whom its certificate has
 * to satisfy is {@code javax.net.ssl.trustStore}'s to say.
 */
public record GivenAddress(URI base, String adminToken, String webhookSecret) {

    /** Empty where the tests are to start what they test. */
    public static Optional<GivenAddress> get() {
        return Optional.ofNullable(System.getProperty("mosaic.url"))
                .map(url -> new GivenAddress(
                        URI.create(url), secret("mosaic.admin-token-file"), secret("mosaic.webhook-secret-file")));
    }

    /** Where servers of a test listen: {@code mosaic.test.host}, an address that the instance reaches. */
    static String testHost() {
        return System.getProperty("mosaic.test.host", "127.0.0.1");
    }

    /** @throws TestAbortedException where there is an address alone; a proxy and several functions may be behind it */
    public static void excuse(String why) {
        if (System.getProperty("mosaic.url") != null) {
            throw new TestAbortedException("mosaic.url gives an address alone: " + why);
        }
    }

    static void wantProcess() {
        excuse("this needs a process of its own");
    }

    private static String secret(String property) {
        try {
            return Files.readString(Path.of(System.getProperty(property))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(property, e);
        }
    }
}
