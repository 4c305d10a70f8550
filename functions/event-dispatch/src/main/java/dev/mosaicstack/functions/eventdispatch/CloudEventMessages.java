package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.cloudevent.HeaderValue;
import dev.mosaicstack.core.event.CloudEvents;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Format;
import dev.mosaicstack.core.trace.Trace;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.message.MessageWriter;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventContextWriter;
import io.cloudevents.rw.CloudEventWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Events as CloudEvents 1.0 over HTTP. */
final class CloudEventMessages {

    private static final JsonFormat JSON = new JsonFormat();
    private static final String CONTENT_TYPE = "Content-Type";

    private static final Set<String> NOT_EXTENSIONS =
            Set.of("specversion", "id", "type", "source", "subject", "time", "dataschema", "datacontenttype");

    private CloudEventMessages() {}

    /** @param extensions attributes that it bears besides its own; they win */
    static Message of(Event event, Map<String, String> extensions, Format format) {
        CloudEvent cloudEvent = cloudEvent(event, extensions);
        var writer = new Writer();
        writer.traceOf(event);
        return switch (format) {
            case BINARY -> writer.writeBinary(cloudEvent);
            case STRUCTURED -> writer.writeStructured(cloudEvent, JSON);
        };
    }

    private static CloudEvent cloudEvent(Event event, Map<String, String> extensions) {
        Map<String, String> said = event.attributes();
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(said.getOrDefault("id", event.id()))
                .withType(event.type())
                .withSource(URI.create(event.source()))
                .withSubject(event.subject())
                .withTime(
                        said.containsKey("time")
                                ? OffsetDateTime.parse(said.get("time"))
                                : event.time().atOffset(ZoneOffset.UTC))
                .withDataContentType(said.getOrDefault("datacontenttype", "application/json"))
                .withData(event.data().getBytes(StandardCharsets.UTF_8));
        if (said.containsKey("dataschema")) {
            builder.withDataSchema(URI.create(said.get("dataschema")));
        }
        all(event, extensions).forEach(builder::withExtension);
        return builder.build();
    }

    private static Map<String, String> all(Event event, Map<String, String> extensions) {
        Map<String, String> all = new LinkedHashMap<>(CloudEvents.attributes(event));
        all.keySet().removeAll(NOT_EXTENSIONS);
        all.put("position", Long.toString(event.position()));
        all.putAll(extensions);
        return all;
    }

    /** As the SDK wants it: it says which attribute or body comes, this says where it goes. */
    private static final class Writer
            implements MessageWriter<CloudEventWriter<Message>, Message>, CloudEventWriter<Message> {

        private final Map<String, String> headers = new LinkedHashMap<>();

        /** For a sink that knows traces but not events. */
        private void traceOf(Event event) {
            Map<String, String> said = event.attributes();
            Trace trace = Trace.of(said.get(Trace.PARENT), said.get(Trace.STATE));
            if (trace != null) {
                headers.putAll(trace.fields());
            }
        }

        @Override
        public CloudEventWriter<Message> create(SpecVersion version) {
            headers.put("ce-specversion", version.toString());
            return this;
        }

        @Override
        public CloudEventContextWriter withContextAttribute(String name, String value) {
            if (name.equals("datacontenttype")) {
                headers.put(CONTENT_TYPE, value);
            } else {
                headers.put("ce-" + name, HeaderValue.encoded(value));
            }
            return this;
        }

        @Override
        public Message end(CloudEventData data) {
            return new Message(headers, data.toBytes());
        }

        @Override
        public Message end() {
            return new Message(headers, new byte[0]);
        }

        @Override
        public Message setEvent(EventFormat format, byte[] value) {
            headers.put(CONTENT_TYPE, format.serializedContentType() + "; charset=UTF-8");
            return new Message(headers, value);
        }
    }
}
