package dev.mosaicstack.functions.eventdispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Format;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.message.Encoding;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent, as the CNCF SDK reads it. */
class CloudEventMessagesTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final String DATA = "{\"text\":\"grün \uD83D\uDE00\",\"n\":1.50,\"deep\":[null,{}]}";

    @BeforeAll
    static void theSdkKnowsJson() {
        EventFormatProvider.getInstance().registerFormat(new JsonFormat());
    }

    private static Event own() {
        return new Event(
                42,
                "00000000-0000-7000-8000-00000000a001",
                "dev.mosaicstack.git.push",
                "/webhook-intake/default",
                "repos/acme/grün app%\"\uD83D\uDE00",
                TIME,
                "session",
                "capability:java",
                "request ü",
                "replayed",
                DATA);
    }

    private static Event published(Map<String, String> said) {
        return new Event(7, "our-id", "com.example.built", "urn:x:y", "s", TIME, null, null, null, null, DATA, said);
    }

    private static CloudEvent read(Message message, Encoding encoding) {
        MessageReader reader = HttpMessageFactory.createReader(message.headers(), message.body());
        assertThat(reader.getEncoding()).isEqualTo(encoding);
        return reader.toEvent();
    }

    private static CloudEvent read(Event event, Map<String, String> extensions, Format format) {
        return read(
                CloudEventMessages.of(event, extensions, format),
                format == Format.BINARY ? Encoding.BINARY : Encoding.STRUCTURED);
    }

    /** The SDK leaves it to its user to undo what the HTTP binding wants done to headers (3.1.3.2). */
    private static String text(Object value, Format format) {
        return format == Format.STRUCTURED
                ? (String) value
                : URLDecoder.decode(((String) value).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void ourOwnEventArrivesWhole(Format format) {
        CloudEvent read = read(own(), Map.of(), format);
        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getId()).isEqualTo(own().id());
        assertThat(read.getType()).isEqualTo("dev.mosaicstack.git.push");
        assertThat(read.getSource()).isEqualTo(URI.create("/webhook-intake/default"));
        assertThat(text(read.getSubject(), format)).isEqualTo(own().subject());
        assertThat(read.getTime().toInstant()).isEqualTo(TIME);
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getDataSchema()).isNull();
        assertThat(read.getExtensionNames())
                .containsExactlyInAnyOrder("sessionid", "audience", "requestid", "replayof", "position");
        assertThat(read.getExtension("sessionid")).isEqualTo("session");
        assertThat(text(read.getExtension("requestid"), format)).isEqualTo("request ü");
        assertThat(read.getExtension("position")).hasToString("42");
    }

    @Test
    void theDataAreTheSameBytesInBinaryModeAndTheSameJsonInTheOther() throws Exception {
        assertThat(CloudEventMessages.of(own(), Map.of(), Format.BINARY).body())
                .isEqualTo(DATA.getBytes(StandardCharsets.UTF_8));
        byte[] structured = read(own(), Map.of(), Format.STRUCTURED).getData().toBytes();
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        assertThat(mapper.readTree(structured)).isEqualTo(mapper.readTree(DATA));
    }

    @Test
    void headersAreAscii() {
        CloudEventMessages.of(own(), Map.of("extra", "ä\r\nX-Injected: 1"), Format.BINARY)
                .headers()
                .forEach((name, value) ->
                        assertThat(name + value).matches("[!-~ ]+").doesNotContain("\r", "\n"));
    }

    @ParameterizedTest
    @EnumSource
    void aPublishedEventBearsWhatItsSenderSaid(Format format) {
        var said = Map.of(
                "id",
                "theirs",
                "time",
                "2026-01-01T00:00:00.5+02:00",
                "dataschema",
                "https://x.example/schema",
                "tenant",
                "blau ü");
        CloudEvent read = read(published(said), Map.of(), format);
        assertThat(read.getId()).isEqualTo("theirs");
        assertThat(read.getTime()).isEqualTo(OffsetDateTime.parse("2026-01-01T00:00:00.5+02:00"));
        assertThat(read.getDataSchema()).isEqualTo(URI.create("https://x.example/schema"));
        assertThat(text(read.getExtension("tenant"), format)).isEqualTo("blau ü");
        assertThat(read.getExtension("mosaicid")).isEqualTo("our-id");
        assertThat(read.getExtensionNames()).doesNotContain("id", "time", "dataschema");
    }

    @ParameterizedTest
    @EnumSource
    void attributesOfTheSubscriptionWin(Format format) {
        CloudEvent read = read(published(Map.of("tenant", "a")), Map.of("tenant", "b", "region", "c"), format);
        assertThat(read.getExtension("tenant")).isEqualTo("b");
        assertThat(read.getExtension("region")).isEqualTo("c");
        assertThat(read.getId()).isEqualTo("our-id");
    }
}
