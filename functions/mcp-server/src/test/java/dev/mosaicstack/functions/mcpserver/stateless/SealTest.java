package dev.mosaicstack.functions.mcpserver.stateless;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.stateless.Seal.Bound;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Bound TO = new Bound("token", "tools/call", "deploy", "hash");

    private final ObjectNode state = Json.STRICT.createObjectNode().put("step", "asked");
    private final byte[] key = new byte[32];
    private final Seal seal = at(NOW);

    @Test
    void whoeverHasTheKeyOpensIt() {
        assertThat(at(NOW.plus(Duration.ofMinutes(1))).open(seal.close(state, TO), TO))
                .contains(state);
    }

    @Test
    void nothingOfItCanBeRead() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.close(state, TO));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("asked", "step");
        assertThat(seal.close(state, TO)).isNotEqualTo(seal.close(state, TO));
    }

    static Stream<Bound> otherRequests() {
        return Stream.of(
                new Bound("other", "tools/call", "deploy", "hash"),
                new Bound(null, "tools/call", "deploy", "hash"),
                new Bound("token", "prompts/get", "deploy", "hash"),
                new Bound("token", "tools/call", "delete", "hash"),
                new Bound("token", "tools/call", "deploy", "hash2"),
                new Bound("token", "tools/call\",\"deploy", "deploy", "hash"));
    }

    @ParameterizedTest
    @MethodSource("otherRequests")
    void anotherPrincipalOrRequestDoesNotOpenIt(Bound other) {
        assertThat(seal.open(seal.close(state, TO), other)).isEmpty();
    }

    @Test
    void aKeyOfAnotherDatabaseDoesNotOpenIt() {
        byte[] other = {1};
        assertThat(new Seal(Arrays.copyOf(other, 32), Clock.systemUTC()).open(seal.close(state, TO), TO))
                .isEmpty();
    }

    @Test
    void noByteOfItCanBeChanged() {
        byte[] sealed = Base64.getUrlDecoder().decode(seal.close(state, TO));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(seal.open(Base64.getUrlEncoder().encodeToString(changed), TO))
                    .as("byte " + i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQ", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not base64!", "-TAMPERED"})
    void whatIsNoSealIsNot(String sealed) {
        assertThat(seal.open(sealed, TO)).isEmpty();
        assertThat(seal.open(seal.close(state, TO) + sealed, TO).isPresent()).isEqualTo(sealed.isEmpty());
    }

    @Test
    void afterAWhileItIsNoneAnyMore() {
        String sealed = seal.close(state, TO);
        assertThat(at(NOW.plus(Seal.LIFE)).open(sealed, TO)).contains(state);
        assertThat(at(NOW.plus(Seal.LIFE).plusMillis(1)).open(sealed, TO)).isEmpty();
    }

    private Seal at(Instant now) {
        return new Seal(key, Clock.fixed(now, ZoneOffset.UTC));
    }
}
