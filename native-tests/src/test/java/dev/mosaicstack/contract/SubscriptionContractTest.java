package dev.mosaicstack.contract;

import static dev.mosaicstack.testkit.Api.plus;
import static dev.mosaicstack.testkit.Api.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.mosaicstack.testkit.Sink;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SubscriptionContractTest extends Contract {

    private static final String NOWHERE = "http://127.0.0.1:9/nowhere";

    private final Bus bus = new Bus(api);
    private final Map<String, Object> wanted = Bus.to(NOWHERE, Bus.aRepository());

    @Test
    void aSubscriptionIsMadeAndListedAndItsSecretIsShownOnce() {
        var made = bus.create(wanted)
                .statusCode(201)
                .body("subscriptionId", matchesPattern(ID))
                .body("name", is(wanted.get("name")))
                .body("types", is(wanted.get("types")))
                .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
                .body("format", is("binary"))
                .body("orderBy", is("subject"))
                .body("maxAttempts", is(3))
                .body("state", is("active"))
                .extract();
        api.admin("subscription-list", Map.of("name", wanted.get("name")))
                .statusCode(200)
                .body("items[0].subscriptionId", is(made.<String>path("subscriptionId")))
                .body("items[0].lag", notNullValue())
                .body("items[0].delivered", is(0))
                .body("items[0].successRate", nullValue())
                .body("items[0].parked", is(0))
                .body("items[0].deadLetters", is(0));
        assertThat(api.admin("subscription-list", Map.of()).extract().asString())
                .doesNotContain(made.<String>path("secret"));
    }

    @Test
    void aSecretOfOnesOwnIsTaken() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        bus.create(plus(wanted, "secret", secret)).statusCode(201).body("secret", is(secret));
    }

    @Test
    void aRepeatWithTheSameKeyMakesNoSecond() {
        String key = UUID.randomUUID().toString();
        var first = api.once(key, "subscription-create", wanted).statusCode(201).extract();
        api.once(key, "subscription-create", wanted)
                .statusCode(201)
                .body("subscriptionId", is(first.<String>path("subscriptionId")))
                .body("secret", is(first.<String>path("secret")));
    }

    @Test
    void twoOfOneNameCannotBe() {
        bus.create(wanted).statusCode(201);
        refused(bus.create(wanted), 409, "SUBSCRIPTION_EXISTS");
    }

    static Stream<Arguments> wrongFields() {
        return Stream.of(
                Arguments.of("name", ""),
                Arguments.of("name", "a name with spaces"),
                Arguments.of("types", List.of()),
                Arguments.of("types", List.of("")),
                Arguments.of("types", List.of("t".repeat(501))),
                Arguments.of("subjects", List.of(" ")),
                Arguments.of("sink", ""),
                Arguments.of("sink", "ftp://example.com/"),
                Arguments.of("sink", "http:///path"),
                Arguments.of("sink", "not a url"),
                Arguments.of("sink", "http://user:password@example.com/"),
                Arguments.of("sink", "http://example.com/#there"),
                Arguments.of("sink", "http://example.com:99999/"),
                Arguments.of("sink", "http://no-such-host.invalid/"),
                Arguments.of("sink", "mosaic:nothing"),
                Arguments.of("sink", "http://example.com/" + "x".repeat(2000)),
                Arguments.of("secret", "too short"),
                Arguments.of("secret", "whsec_c2hvcnQ="),
                Arguments.of("format", "xml"),
                Arguments.of("orderBy", "chance"),
                Arguments.of("start", "yesterday"),
                Arguments.of("start", "01890a5d-ac96-774b-bcce-b302099a8057"),
                Arguments.of("maxAttempts", 0),
                Arguments.of("maxAttempts", 21),
                Arguments.of("rateLimit", 0),
                Arguments.of("rateLimit", 10_001));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongFields")
    void aWrongFieldIsNamedAndNothingIsMade(String field, Object value) {
        refused(bus.create(plus(wanted, field, value)), 400, "INVALID_FIELD").body("fields", hasKey(field));
        api.admin("subscription-list", Map.of("name", wanted.get("name"))).body("items", empty());
    }

    @Test
    void whatIsDeletedGetsNothingMore() {
        String repository = Bus.aRepository();
        try (Sink sink = Sink.open();
                Sink witness = Sink.open()) {
            Bus.Subscription subscription = bus.subscribe(sink, repository);
            bus.subscribe(witness, repository);
            bus.push(repository, 1);
            sink.await(1, Bus.SOON, any -> true);
            api.admin("subscription-delete", Map.of("subscriptionId", subscription.id()))
                    .statusCode(200)
                    .body("name", is(subscription.name()));
            assertThat(bus.view(subscription).<List<?>>path("items")).isEmpty();
            refused(
                    api.admin("subscription-delete", Map.of("subscriptionId", subscription.id())),
                    404,
                    "SUBSCRIPTION_UNKNOWN");
            // The dispatcher looks once a second: what it had begun before is allowed, what comes later is not.
            var number = new AtomicInteger(1);
            Awaitility.await("a push that only the other one gets")
                    .pollInterval(Duration.ofMillis(300))
                    .atMost(Bus.SOON)
                    .until(() -> {
                        int next = number.incrementAndGet();
                        bus.push(repository, next);
                        witness.await(next, Bus.SOON, any -> true);
                        return sink.received().stream().noneMatch(got -> Bus.number(got) == next)
                                && sink.received().size() < next - 3;
                    });
        }
    }

    @Test
    void whatIsActiveCannotBeResumed() {
        String id = bus.create(wanted).extract().path("subscriptionId");
        refused(api.admin("subscription-resume", Map.of("subscriptionId", id)), 409, "SUBSCRIPTION_ACTIVE");
        refused(api.admin("subscription-resume", Map.of("subscriptionId", anUnknownId())), 404, "SUBSCRIPTION_UNKNOWN");
    }

    @Test
    void deadLettersAreReplayedByIdOrFilterOrAllOfThem() {
        refused(api.admin("dead-letter-replay", Map.of()), 400, "INVALID_FIELD");
        refused(api.admin("dead-letter-replay", Map.of("all", true, "type", "x")), 400, "INVALID_FIELD");
        refused(
                api.admin("dead-letter-replay", Map.of("deadLetterIds", List.of(anUnknownId()))),
                404,
                "DEAD_LETTER_UNKNOWN");
        api.admin("dead-letter-replay", Map.of("type", "no.such.type"))
                .statusCode(200)
                .body("replayed", is(0))
                .body("more", is(false));
    }

    @Test
    void theConsumersThatAreBuiltInAreSubscriptionsLikeOthers() {
        for (String consumer : List.of("audit", "monitoring", "analytics", "notification")) {
            api.admin("subscription-list", Map.of("name", consumer))
                    .statusCode(200)
                    .body("items[0].sink", is("mosaic:" + consumer))
                    .body("items[0].state", is("active"));
        }
    }

    @Test
    void aConsumerThatIsBuiltInIsFedByOneSubscriptionOnly() {
        var again = Map.of("name", "analytics", "types", List.of("*"), "sink", "mosaic:analytics");
        refused(bus.create(again), 409, "SUBSCRIPTION_EXISTS");
        refused(bus.create(plus(again, "name", "other")), 400, "INVALID_FIELD").body("fields", hasKey("name"));
    }

    @Test
    void aSinkAtAnAddressThatIsNotPublicIsRefusedUnlessThatIsAllowed() {
        try (Stack careful = Stack.ofItsOwn("careful", Map.of("MOSAIC_DISPATCH_ALLOW_PRIVATE_SINKS", "false"))) {
            for (String host : List.of(
                    "127.0.0.1",
                    "localhost",
                    "10.1.2.3",
                    "192.168.1.1",
                    "169.254.169.254",
                    "[::1]",
                    "[::ffff:10.0.0.1]",
                    "[fd00::1]",
                    "0.0.0.0",
                    "2130706433")) {
                refused(
                                careful.api()
                                        .admin("subscription-create", plus(wanted, "sink", "http://" + host + "/")),
                                400,
                                "INVALID_FIELD")
                        .body("fields", hasKey("sink"));
            }
        }
    }
}
