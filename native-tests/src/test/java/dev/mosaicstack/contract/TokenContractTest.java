package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenContractTest extends Contract {

    private final String name = "token-" + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"admin", "client", "viewer"})
    void aNewTokenWorksAtOnce(String role) {
        String token = api.admin("token-create", Map.of("name", name, "role", role))
                .statusCode(201)
                .body("tokenId", matchesPattern(ID))
                .body("name", is(name))
                .body("role", is(role))
                .extract()
                .path("token");
        assertThat(token).hasSizeGreaterThanOrEqualTo(32);
        api.call("session-list", token, Map.of()).statusCode(200);
    }

    @Test
    void aTokenMayBeLimitedToNamedCalls() {
        String token = api.admin(
                        "token-create",
                        Map.of("name", name, "role", "client", "calls", List.of("session-list", "task-get")))
                .statusCode(201)
                .body("calls", is(List.of("session-list", "task-get")))
                .extract()
                .path("token");
        api.call("session-list", token, Map.of()).statusCode(200);
        refused(api.call("session-create", token, Map.of("project", "p", "client", "c")), 403, "FORBIDDEN");
        refused(api.call("task-list", token, Map.of()), 403, "FORBIDDEN");
        assertThat(api.admin("token-list", Map.of("limit", 200))
                        .extract()
                        .<List<String>>path("items.find { it.name == '%s' }.calls".formatted(name)))
                .containsExactly("session-list", "task-get");
        assertThat(aToken(Map.of("name", name, "role", "viewer")).<Object>path("calls"))
                .as("others are not")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-call", "token-create", "webhook-intake", ""})
    void aLimitMustNameCallsThatTheRoleHas(String call) {
        refused(
                api.admin("token-create", Map.of("name", name, "role", "client", "calls", List.of(call))),
                400,
                "INVALID_FIELD");
        refused(
                api.admin("token-create", Map.of("name", name, "role", "client", "calls", List.of())),
                400,
                "INVALID_FIELD");
    }

    @Test
    void theListNamesTokensButNeverShowsThem() {
        var made = aToken(Map.of("name", name, "role", "viewer"));
        var list = api.admin("token-list", Map.of("limit", 200)).statusCode(200).extract();
        assertThat(list.<List<String>>path("items.tokenId")).contains(made.<String>path("tokenId"));
        assertThat(list.asString()).doesNotContain(made.<String>path("token"));
    }

    @Test
    void aRevokedTokenIsRefusedFromThenOn() {
        var made = aToken(Map.of("name", name, "role", "client"));
        api.call("session-list", made.path("token"), Map.of()).statusCode(200);
        api.admin("token-revoke", Map.of("tokenId", made.path("tokenId"))).statusCode(200);
        refused(api.call("session-list", made.path("token"), Map.of()), 401, "UNAUTHENTICATED");
    }

    @Test
    void repeatingACreationAfterTheRevocationBringsNoTokenBack() {
        var body = Map.of("name", name, "role", "client");
        var first = api.once(name, "token-create", body).statusCode(201).extract();
        var renewed = api.once(name, "token-create", body).statusCode(201).extract();
        refused(api.call("session-list", first.path("token"), Map.of()), 401, "UNAUTHENTICATED");
        api.call("session-list", renewed.path("token"), Map.of()).statusCode(200);
        api.admin("token-revoke", Map.of("tokenId", first.path("tokenId"))).statusCode(200);
        for (int i = 0; i < 2; i++) {
            refused(api.once(name, "token-create", body), 409, "TOKEN_REVOKED");
        }
        for (var made : List.of(first, renewed)) {
            refused(api.call("session-list", made.path("token"), Map.of()), 401, "UNAUTHENTICATED");
        }
    }

    @Test
    void aTokenEndsWithItsTime() {
        String token =
                aToken(Map.of("name", name, "role", "client", "ttlSeconds", 1)).path("token");
        api.call("session-list", token, Map.of()).statusCode(200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> refused(api.call("session-list", token, Map.of()), 401, "UNAUTHENTICATED"));
    }

    @Test
    void badTokenRequestsAreRefused() {
        refused(api.admin("token-create", Map.of("name", name, "role", "root")), 400, "INVALID_FIELD");
        refused(api.admin("token-create", Map.of("role", "viewer")), 400, "INVALID_FIELD");
        refused(
                api.admin("token-create", Map.of("name", name, "role", "viewer", "ttlSeconds", 0)),
                400,
                "INVALID_FIELD");
        refused(api.admin("token-revoke", Map.of("tokenId", anUnknownId())), 404, "TOKEN_UNKNOWN");
        refused(api.admin("token-revoke", Map.of("tokenId", "x")), 400, "INVALID_FIELD");
    }

    @Test
    void aTokenOnlyWorksWhole() {
        String token = aToken(Map.of("name", name, "role", "viewer")).path("token");
        for (String wrong : List.of(token.substring(1), token + "x", token.substring(0, token.length() - 1), "")) {
            refused(api.call("session-list", wrong, Map.of()), 401, "UNAUTHENTICATED");
        }
    }

    private ExtractableResponse<Response> aToken(Map<String, ?> fields) {
        return api.admin("token-create", fields).statusCode(201).extract();
    }
}
