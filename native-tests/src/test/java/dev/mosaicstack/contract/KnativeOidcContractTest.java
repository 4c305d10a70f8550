package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.McpSession;
import dev.mosaicstack.testkit.Stack;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The tokens that Knative's senders bring along, from an issuer that is there, changes its keys, and is away. */
@Execution(ExecutionMode.SAME_THREAD)
class KnativeOidcContractTest {

    private static final String AUDIENCE = "mosaic";
    private static final String SENDER = "system:serviceaccount:default:builds";

    private static final List<JsonWebKey> PUBLISHED = new CopyOnWriteArrayList<>();
    private static HttpServer issuer;
    private static PublicJsonWebKey rsa;
    private static PublicJsonWebKey ec;
    private static Stack stack;

    @BeforeAll
    static void start() throws IOException, JoseException {
        rsa = named("rsa-1", RsaJwkGenerator.generateJwk(2048));
        ec = named("ec-1", EcJwkGenerator.generateJwk(EllipticCurves.P256));
        PUBLISHED.addAll(List.of(rsa, ec));
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/.well-known/openid-configuration", () -> "{\"jwks_uri\":\"" + url() + "/keys\"}");
        answer("/keys", () -> new JsonWebKeySet(PUBLISHED).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        issuer.start();
        stack = Stack.of(Artifact.thatTakesEvents(), "oidc", settings(url()));
    }

    @AfterAll
    static void stop() {
        stack.close();
        issuer.stop(0);
    }

    private interface Body {
        String now();
    }

    private static void answer(String path, Body body) {
        issuer.createContext(path, exchange -> {
            byte[] bytes = body.now().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static Map<String, String> settings(String issuer) {
        return Map.of(
                "MOSAIC_KNATIVE_OIDC_ISSUER",
                issuer,
                "MOSAIC_KNATIVE_OIDC_AUDIENCE",
                AUDIENCE,
                "MOSAIC_KNATIVE_OIDC_GRANTS",
                SENDER + "=session-list+event-publish,another=task-get");
    }

    @Test
    void aSenderMakesTheCallsItWasGranted() throws JoseException {
        for (PublicJsonWebKey key : List.of(rsa, ec)) {
            call("session-list", token(key, claims -> {})).statusCode(200);
            publish(token(key, claims -> {})).statusCode(202);
            refused(call("task-get", token(key, claims -> {})), 403, "FORBIDDEN");
            refused(call("token-list", token(key, claims -> {})), 403, "FORBIDDEN");
        }
    }

    @Test
    void aSubjectWithoutAGrantMakesNone() throws JoseException {
        refused(call("session-list", token(rsa, claims -> claims.setSubject("nobody"))), 403, "FORBIDDEN");
    }

    @Test
    void aTokenThatIsNotForUsOrNotNowIsNone() throws JoseException {
        unauthenticated(token(rsa, claims -> claims.setIssuer("https://other")));
        unauthenticated(token(rsa, claims -> claims.setAudience("other")));
        unauthenticated(token(rsa, claims -> claims.unsetClaim("aud")));
        unauthenticated(token(rsa, claims -> claims.unsetClaim("exp")));
        unauthenticated(token(rsa, claims -> claims.unsetClaim("sub")));
        unauthenticated(token(rsa, claims -> claims.setExpirationTime(in(-60))));
        unauthenticated(token(rsa, claims -> claims.setNotBefore(in(60))));
    }

    @Test
    void clocksMayBeALittleApart() throws JoseException {
        call("session-list", token(rsa, claims -> claims.setExpirationTime(in(-10))))
                .statusCode(200);
        call("session-list", token(rsa, claims -> claims.setNotBefore(in(10)))).statusCode(200);
    }

    /** Both streams are of one subject. */
    @Test
    void aStreamEndsWithTheTokenThatItWasOpenedWith() throws JoseException {
        String ending = token(rsa, claims -> claims.setExpirationTime(in(-20)));
        String lasting = token(rsa, claims -> {});
        URI base = stack.api().base();
        try (var stays = McpSession.begin(base, lasting).listen();
                var ends = McpSession.begin(base, ending).listen()) {
            assertThat(stays.status()).isEqualTo(200);
            assertThat(ends.status()).isEqualTo(200);
            assertThat(ends.endsWithin(Duration.ofSeconds(30))).isTrue();
            assertThat(stays.endsWithin(Duration.ofSeconds(1))).isFalse();
        }
    }

    @Test
    void aTokenThatTheIssuerDidNotSignIsNone() throws JoseException {
        String good = token(rsa, claims -> {});
        String[] parts = good.split("\\.");
        unauthenticated(parts[0] + "." + parts[1] + ".");
        unauthenticated(
                parts[0] + "." + token(rsa, c -> c.setSubject("another")).split("\\.")[1] + "." + parts[2]);
        unauthenticated(token(named("rsa-1", RsaJwkGenerator.generateJwk(2048)), claims -> {}));
        unauthenticated(token(named("nobody-s", RsaJwkGenerator.generateJwk(2048)), claims -> {}));
        unauthenticated("eyJhbGciOiJub25lIn0." + parts[1] + ".");
        unauthenticated(signedWithThePublicKeyAsASecret());
    }

    @Test
    void aNewKeyIsGoodAndOneThatWasWithdrawnIsNot() throws JoseException {
        call("session-list", token(rsa, claims -> {})).statusCode(200);
        PublicJsonWebKey next = named("rsa-" + UUID.randomUUID(), RsaJwkGenerator.generateJwk(2048));
        String withNext = token(next, claims -> {});
        PUBLISHED.add(next);
        PUBLISHED.remove(ec);
        Awaitility.await("the new key is noticed")
                .untilAsserted(() -> call("session-list", withNext).statusCode(200));
        unauthenticated(token(ec, claims -> {}));
        PUBLISHED.add(ec);
        String withOld = token(ec, claims -> {});
        Awaitility.await("and the one that came back")
                .untilAsserted(() -> call("session-list", withOld).statusCode(200));
    }

    @Test
    void ourOwnTokensAreTakenBesideThem() {
        call("session-list", stack.api().adminToken()).statusCode(200);
    }

    @Test
    void anIssuerThatIsAwayIsAPassingFault() throws JoseException {
        try (var alone = Stack.of(Artifact.thatTakesEvents(), "oidc-away", settings("http://127.0.0.1:1"))) {
            String token = token(rsa, claims -> claims.setIssuer("http://127.0.0.1:1"));
            refused(alone.api().call("session-list", token, Map.of()), 503, "ISSUER_UNAVAILABLE");
            alone.api().admin("session-list", Map.of()).statusCode(200);
        }
    }

    private static void unauthenticated(String token) {
        refused(call("session-list", token), 401, "UNAUTHENTICATED");
    }

    private static ValidatableResponse call(String call, String token) {
        var event = Map.of(
                "Content-Type", "application/json",
                "ce-specversion", "1.0",
                "ce-id", UUID.randomUUID().toString(),
                "ce-source", "/trigger",
                "ce-type", call);
        return stack.api().send(Method.POST, "/", token, event, Map.of());
    }

    private static ValidatableResponse publish(String token) {
        return stack.api().call("event-publish", token, Map.of("type", "com.acme.x"));
    }

    private static String token(PublicJsonWebKey key, Consumer<JwtClaims> change) throws JoseException {
        return signed(key, change).getCompactSerialization();
    }

    private static JsonWebSignature signed(PublicJsonWebKey key, Consumer<JwtClaims> change) {
        var claims = new JwtClaims();
        claims.setIssuer(url());
        claims.setAudience(AUDIENCE, "another");
        claims.setSubject(SENDER);
        claims.setExpirationTime(in(3600));
        change.accept(claims);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(key.getKeyType().equals("EC") ? "ES256" : "RS256");
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        return signature;
    }

    private static String signedWithThePublicKeyAsASecret() throws JoseException {
        JsonWebSignature signature = signed(rsa, claims -> {});
        signature.setAlgorithmHeaderValue("HS256");
        signature.setKey(new HmacKey(rsa.getPublicKey().getEncoded()));
        return signature.getCompactSerialization();
    }

    private static NumericDate in(long seconds) {
        NumericDate date = NumericDate.now();
        date.addSeconds(seconds);
        return date;
    }

    private static PublicJsonWebKey named(String id, PublicJsonWebKey key) {
        key.setKeyId(id);
        assertThat(key.getPrivateKey()).isNotNull();
        return key;
    }

    private static String url() {
        return "http://127.0.0.1:" + issuer.getAddress().getPort();
    }
}
