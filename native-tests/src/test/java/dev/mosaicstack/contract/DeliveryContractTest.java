package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.Sink;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What a sink gets that takes everything. */
class DeliveryContractTest extends Contract {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bus bus = new Bus(api);
    private final String repository = Bus.aRepository();

    @Test
    void anEventArrivesAsABinaryCloudEvent() {
        try (Sink sink = Sink.open()) {
            bus.subscribe(sink, repository);
            String event = bus.push(repository, 1);
            Sink.Received got = sink.await(1, Bus.SOON, any -> true).getFirst();
            assertThat(got.method()).isEqualTo("POST");
            assertThat(got.path()).isEqualTo("/sink");
            CloudEvent read = read(got);
            assertThat(read.getId()).isEqualTo(event);
            assertThat(read.getType()).isEqualTo("dev.mosaicstack.git.push");
            assertThat(read.getSource()).hasToString("/webhook-intake/default");
            assertThat(read.getSubject()).isEqualTo("repos/" + repository);
            assertThat(read.getDataContentType()).isEqualTo("application/json");
            assertThat(read.getTime()).isNotNull();
            assertThat(Long.parseLong((String) read.getExtension("position"))).isPositive();
            assertThat(got.text()).contains("refs/heads/n1\"");
        }
    }

    @Test
    void anEventArrivesStructuredWhereThatWasAskedFor() throws Exception {
        try (Sink sink = Sink.open()) {
            bus.subscribe(sink, repository, Map.of("format", "structured"));
            String event = bus.push(repository, 1);
            Sink.Received got = sink.await(1, Bus.SOON, any -> true).getFirst();
            assertThat(got.header("content-type")).startsWith(JsonFormat.CONTENT_TYPE);
            assertThat(read(got).getId()).isEqualTo(event);
            JsonNode body = JSON.readTree(got.body());
            assertThat(body.path("specversion").textValue()).isEqualTo("1.0");
            assertThat(body.path("data").path("ref").textValue()).isEqualTo("refs/heads/n1");
        }
    }

    /** The SDK's own reader: it refuses what is no CloudEvent. */
    private static CloudEvent read(Sink.Received got) {
        MessageReader reader =
                HttpMessageFactory.createReader(header -> got.headers().forEach(header), got.body());
        return reader.toEvent();
    }

    @Test
    void aDeliveryIsSignedByTheSecretThatWasShownOnce() throws Exception {
        try (Sink sink = Sink.open()) {
            Bus.Subscription subscription = bus.subscribe(sink, repository);
            String event = bus.push(repository, 1);
            Sink.Received got = sink.await(1, Bus.SOON, any -> true).getFirst();
            String timestamp = got.header("webhook-timestamp");
            assertThat(got.header("webhook-id")).isEqualTo(event);
            assertThat(Long.parseLong(timestamp)).isCloseTo(System.currentTimeMillis() / 1000, within(60));
            var mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(subscription.secret().substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((event + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(got.body()));
            assertThat(got.header("webhook-signature").split(" ")).contains("v1," + signature);
            assertThat(bus.view(subscription).asString()).doesNotContain(subscription.secret());
        }
    }

    private static org.assertj.core.data.Offset<Long> within(long seconds) {
        return org.assertj.core.data.Offset.offset(seconds);
    }

    @Test
    void onlyWhatMatchesArrives() {
        String other = Bus.aRepository();
        try (Sink all = Sink.open();
                Sink one = Sink.open();
                Sink none = Sink.open()) {
            bus.subscribe(all, "acme/", Map.of("subjects", List.of("repos/" + repository, "repos/" + other)));
            bus.subscribe(one, repository);
            bus.subscribe(none, repository, Map.of("sources", List.of("/webhook-intake/elsewhere")));
            bus.push(repository, 1);
            bus.push(other, 2);
            all.await(2, Bus.SOON, any -> true);
            one.await(1, Bus.SOON, any -> true);
            assertThat(all.received()).extracting(Bus::number).containsExactlyInAnyOrder(1, 2);
            assertThat(one.received()).extracting(Bus::number).containsExactly(1);
            assertThat(none.received()).isEmpty();
        }
    }

    @Test
    void eventsOfOneSubjectArriveInOrderAlsoWhereTheSinkIsSlow() {
        try (Sink sink = Sink.open((request, nth) -> {
            Thread.sleep(Duration.ofMillis(nth % 7));
            return Sink.OK;
        })) {
            bus.subscribe(sink, repository);
            IntStream.rangeClosed(1, 60).forEach(number -> {
                bus.push(repository + "-a", number);
                bus.push(repository + "-b", number);
            });
            sink.await(120, Bus.SOON, any -> true);
            List.of("-a", "-b").forEach(end -> assertThat(
                            sink.received(got -> got.header("ce-subject").endsWith(end)))
                    .extracting(Bus::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 60).boxed().toList()));
        }
    }

    @Test
    void theRateLimitIsKept() {
        try (Sink sink = Sink.open()) {
            bus.subscribe(sink, repository, Map.of("rateLimit", 10));
            IntStream.rangeClosed(1, 25).forEach(number -> bus.push(repository + number, number));
            List<Sink.Received> got = sink.await(25, Bus.SOON, any -> true);
            double seconds = (got.get(24).atNanos() - got.get(0).atNanos()) / 1e9;
            assertThat(seconds).as("25 deliveries at 10 a second").isGreaterThan(1.8);
        }
    }

    @Test
    void aSubscriptionStartsWhereItIsToldTo() throws Exception {
        String[] events = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> bus.push(repository, number))
                .toArray(String[]::new);
        String time = Events.await(mosaicRedis(), event -> Arrays.asList(events)
                        .get(1)
                        .equals(event.fields().get("id")))
                .fields()
                .get("time");
        try (Sink now = Sink.open();
                Sink id = Sink.open();
                Sink since = Sink.open();
                Sink beginning = Sink.open()) {
            bus.subscribe(now, repository, Map.of("start", "now"));
            bus.subscribe(id, repository, Map.of("start", events[1]));
            bus.subscribe(since, repository, Map.of("start", time));
            bus.subscribe(beginning, repository, Map.of("start", "beginning"));
            bus.push(repository, 4);
            assertThat(numbers(now, 1)).containsExactly(4);
            assertThat(numbers(id, 3)).containsExactly(2, 3, 4);
            assertThat(numbers(since, 3)).contains(2, 3, 4);
            assertThat(numbers(beginning, 4)).containsExactly(1, 2, 3, 4);
        }
    }

    private static dev.mosaicstack.testkit.Redis mosaicRedis() {
        return dev.mosaicstack.testkit.Stack.shared().redis();
    }

    private static List<Integer> numbers(Sink sink, int atLeast) {
        return sink.await(atLeast, Bus.SOON, any -> true).stream()
                .map(Bus::number)
                .toList();
    }

    @Test
    void aLargeEventArrivesWhole() {
        try (Sink sink = Sink.open()) {
            bus.subscribe(sink, repository);
            String commits = "{\"id\":\"" + "f".repeat(200_000) + "\"}";
            String body = "{\"ref\":\"refs/heads/1\",\"commits\":[" + commits + "],\"repository\":{\"full_name\":\""
                    + repository + "\"}}";
            api.deliver(dev.mosaicstack.testkit.Webhook.fromGitea(
                            "push", dev.mosaicstack.testkit.Api.bytes(body), api.webhookSecret()))
                    .statusCode(202);
            Sink.Received got = sink.await(1, Bus.SOON, any -> true).getFirst();
            assertThat(got.text()).contains("f".repeat(200_000));
        }
    }
}
