package dev.mosaicstack.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcKeysTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @Test
    void aNewKeyIsFoundAlsoWhereTheClockWasSetBack() throws Exception {
        Path file = folder.resolve("jwks.json");
        RsaJsonWebKey old = key("old");
        RsaJsonWebKey next = key("new");
        Files.writeString(file, new JsonWebKeySet(old).toJson());
        var keys = new OidcKeys("https://issuer.example", file.toUri().toString(), clock);
        assertThat(keys.find(signedBy(old))).isEqualTo(old.getKey());
        Files.writeString(file, new JsonWebKeySet(old, next).toJson());
        assertThat(keys.find(signedBy(next))).as("not asked again so soon").isNull();
        now = now.minus(Duration.ofHours(1));
        assertThat(keys.find(signedBy(next))).isEqualTo(next.getKey());
    }

    private static RsaJsonWebKey key(String id) throws Exception {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(id);
        return key;
    }

    private static JsonWebSignature signedBy(RsaJsonWebKey key) {
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        return signature;
    }
}
