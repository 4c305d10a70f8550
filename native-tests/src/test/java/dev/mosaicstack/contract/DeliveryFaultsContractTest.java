package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Sink;
import dev.mosaicstack.testkit.Sink.Behaviour;
import dev.mosaicstack.testkit.Sink.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sink that fails in every way. Retries come after 0.2 and 0.3 s here, and a sink has 2 s for its answer. */
class DeliveryFaultsContractTest extends Contract {

    private final Bus bus = new Bus(api);
    private final String repository = Bus.aRepository();

    static Stream<Arguments> waysToFail() {
        return Stream.of(
                Arguments.of("500", (Behaviour) (request, nth) -> Sink.answer(500), "the sink answered 500"),
                Arguments.of("404", (Behaviour) (request, nth) -> Sink.answer(404), "the sink answered 404"),
                Arguments.of("silence", (Behaviour) (request, nth) -> new Reply.Silence(), "no answer within 2 s"),
                Arguments.of("a hang-up", (Behaviour) (request, nth) -> new Reply.HangUp(), "no whole answer"),
                Arguments.of(
                        "half an answer", (Behaviour) (request, nth) -> new Reply.HalfAnAnswer(), "no whole answer"),
                Arguments.of("noise", (Behaviour) (request, nth) -> new Reply.Noise(), "no whole answer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToFail")
    void whatFailsOnceIsDeliveredByTheNextAttemptInOrder(String name, Behaviour failure, String error) {
        try (Sink sink = Sink.open((request, nth) -> nth == 1 ? failure.to(request, nth) : Sink.OK)) {
            Bus.Subscription subscription = bus.subscribe(sink, repository);
            IntStream.rangeClosed(1, 5).forEach(number -> bus.push(repository, number));
            sink.await(6, Bus.SOON, any -> true);
            assertThat(sink.received()).extracting(Bus::number).containsExactly(1, 1, 2, 3, 4, 5);
            var view = bus.await(subscription, "all delivered", now -> now.<Integer>path("items[0].delivered") == 5);
            assertThat(view.<Integer>path("items[0].failed")).isEqualTo(1);
            assertThat(view.<String>path("items[0].lastError")).startsWith(error);
            assertThat(view.<Float>path("items[0].successRate")).isBetween(0.83f, 0.84f);
            assertThat(view.<Integer>path("items[0].parked")).isZero();
        }
    }

    @Test
    void theSameEventHasTheSameIdInEachAttempt() {
        try (Sink sink = Sink.open((request, nth) -> nth < 3 ? Sink.answer(500) : Sink.OK)) {
            bus.subscribe(sink, repository, Map.of("maxAttempts", 5));
            String event = bus.push(repository, 1);
            sink.await(3, Bus.SOON, any -> true);
            assertThat(sink.received())
                    .extracting(got -> got.header("webhook-id"))
                    .containsOnly(event);
        }
    }

    @Test
    void aSinkThatNobodyListensAtGetsEverythingWhenItIsBack() {
        try (Sink sink = Sink.open()) {
            Bus.Subscription subscription = bus.subscribe(sink, repository, Map.of("maxAttempts", 20));
            sink.refuse();
            IntStream.rangeClosed(1, 30).forEach(number -> bus.push(repository, number));
            bus.await(subscription, "an error", now -> String.valueOf(now.<String>path("items[0].lastError"))
                    .startsWith("the sink cannot be reached"));
            sink.listen();
            sink.await(30, Bus.SOON, any -> true);
            assertThat(sink.received())
                    .extracting(Bus::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 30).boxed().toList());
            assertThat(bus.deadLetters(subscription)).isEmpty();
        }
    }

    @Test
    void aSinkThatAsksForAPauseIsNotCalledBeforeItsEnd() {
        Reply later = new Reply.Answer(503, Map.of("Retry-After", "2"), "busy");
        try (Sink sink = Sink.open((request, nth) -> nth == 1 ? later : Sink.OK)) {
            bus.subscribe(sink, repository);
            bus.push(repository, 1);
            sink.await(1, Bus.SOON, any -> true);
            bus.push(repository + "-other", 2);
            List<Sink.Received> got = sink.await(3, Bus.SOON, any -> true);
            long pause = got.get(1).atNanos() - got.get(0).atNanos();
            assertThat(Duration.ofNanos(pause)).isGreaterThan(Duration.ofMillis(1900));
        }
    }

    @Test
    void aSinkThatIsGoneIsNotAskedAgain() {
        try (Sink sink = Sink.open((request, nth) -> Sink.answer(410))) {
            Bus.Subscription subscription = bus.subscribe(sink, repository);
            bus.push(repository, 1);
            var view =
                    bus.await(subscription, "disabled", now -> "disabled".equals(now.<String>path("items[0].state")));
            assertThat(view.<String>path("items[0].disabledCode")).isEqualTo("SINK_GONE");
            sink.behave((request, nth) -> Sink.OK);
            bus.push(repository, 2);
            api.admin("subscription-resume", Map.of("subscriptionId", subscription.id()))
                    .statusCode(200);
            sink.await(3, Bus.SOON, any -> true);
            assertThat(sink.received()).extracting(Bus::number).containsExactly(1, 1, 2);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (Sink elsewhere = Sink.open()) {
            Reply there = new Reply.Answer(307, Map.of("Location", elsewhere.url()), "");
            try (Sink sink = Sink.open((request, nth) -> there)) {
                Bus.Subscription subscription = bus.subscribe(sink, repository, Map.of("maxAttempts", 1));
                bus.push(repository, 1);
                bus.await(subscription, "given up", now -> now.<Integer>path("items[0].deadLetters") == 1);
                assertThat(elsewhere.received()).isEmpty();
                assertThat(bus.deadLetters(subscription).getFirst()).containsEntry("status", 307);
            }
        }
    }

    @Test
    void whatIsGivenUpIsADeadLetterThatReleasesItsLaneAndCanBeReplayed() {
        Reply no = new Reply.Answer(422, Map.of(), "cannot read this");
        try (Sink sink = Sink.open((request, nth) -> Bus.number(request) == 1 ? no : Sink.OK)) {
            Bus.Subscription subscription = bus.subscribe(sink, repository, Map.of("maxAttempts", 3));
            String event = bus.push(repository, 1);
            bus.push(repository, 2);
            sink.await(4, Bus.SOON, any -> true);
            assertThat(sink.received()).extracting(Bus::number).containsExactly(1, 1, 1, 2);
            bus.await(subscription, "a dead letter", now -> now.<Integer>path("items[0].deadLetters") == 1);
            Map<String, Object> letter = bus.deadLetters(subscription).getFirst();
            assertThat(letter)
                    .containsEntry("eventId", event)
                    .containsEntry("type", "dev.mosaicstack.git.push")
                    .containsEntry("subject", "repos/" + repository)
                    .containsEntry("attempts", 3)
                    .containsEntry("status", 422)
                    .containsEntry("answer", "cannot read this");
            sink.behave((request, nth) -> Sink.OK);
            api.admin("dead-letter-replay", Map.of("deadLetterIds", List.of(letter.get("deadLetterId"))))
                    .statusCode(200);
            sink.await(5, Bus.SOON, any -> true);
            assertThat(sink.received().getLast().header("webhook-id")).isEqualTo(event);
            assertThat(bus.deadLetters(subscription)).isEmpty();
        }
    }

    @Test
    void oneSinkThatIsSilentHoldsUpNoOther() {
        try (Sink silent = Sink.open((request, nth) -> new Reply.Silence());
                Sink sink = Sink.open()) {
            bus.subscribe(silent, repository);
            bus.subscribe(sink, repository);
            IntStream.rangeClosed(1, 200).forEach(number -> bus.push(repository + "-" + number % 100, number));
            sink.await(200, Duration.ofSeconds(8), any -> true);
        }
    }
}
