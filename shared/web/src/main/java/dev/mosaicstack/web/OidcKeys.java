package dev.mosaicstack.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The public keys of an issuer. They are fetched anew when they are old, so that one that was withdrawn is good no more,
 * and when one is asked for that is not among them: that is how a new one is noticed.
 */
final class OidcKeys {

    private static final Logger LOG = Logger.getLogger(OidcKeys.class);

    private static final Duration OLD = Duration.ofMinutes(10);

    /** Anybody can ask for a key that does not exist. */
    private static final Duration AT_MOST_EVERY = Duration.ofSeconds(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final String issuer;
    private final String jwks;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private List<JsonWebKey> keys = List.of();
    private Instant triedAt = Instant.EPOCH;

    /** @param jwks where the keys are; null where the issuer is to be asked */
    OidcKeys(String issuer, String jwks, Clock clock) {
        this.issuer = issuer;
        this.jwks = jwks;
        this.clock = clock;
    }

    /**
     * Null where the issuer has no key that could have made the signature.
     *
     * @throws Refusal.Unavailable {@code ISSUER_UNAVAILABLE} where its keys cannot be had
     */
    Key find(JsonWebSignature signature) throws JoseException {
        lock.lock();
        try {
            if (keys.isEmpty() || triedBefore(OLD)) {
                fetch();
            }
            JsonWebKey known = new VerificationJwkSelector().select(signature, keys);
            if (known == null && triedBefore(AT_MOST_EVERY)) {
                fetch();
                known = new VerificationJwkSelector().select(signature, keys);
            }
            return known == null ? null : known.getKey();
        } finally {
            lock.unlock();
        }
    }

    /** Also where the clock was set back since: nobody knows how long ago it was then. */
    private boolean triedBefore(Duration age) {
        Instant now = clock.instant();
        return triedAt.isAfter(now) || triedAt.plus(age).isBefore(now);
    }

    /** Keys that were good are better than none while the issuer is away. */
    private void fetch() {
        if (triedBefore(AT_MOST_EVERY)) {
            try {
                keys = new JsonWebKeySet(text(address())).getJsonWebKeys();
            } catch (IOException | JoseException | IllegalArgumentException | IllegalStateException e) {
                LOG.warnf("the keys of %s cannot be had: %s", issuer, e.getMessage());
            }
            triedAt = clock.instant();
        }
        if (keys.isEmpty()) {
            throw new Refusal.Unavailable(
                    "ISSUER_UNAVAILABLE", "the keys of the token's issuer cannot be had", Duration.ofSeconds(1));
        }
    }

    private String address() throws IOException {
        if (jwks != null) {
            return jwks;
        }
        JsonNode found =
                Json.tree(text(issuer.replaceAll("/$", "") + DISCOVERY)).path("jwks_uri");
        if (!found.isTextual()) {
            throw new IOException("the issuer does not say where its keys are");
        }
        return found.textValue();
    }

    private static String text(String address) throws IOException {
        URI uri = URI.create(address);
        if ("file".equals(uri.getScheme())) {
            return Files.readString(Path.of(uri));
        }
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(address + " answers " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
