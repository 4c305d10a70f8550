package dev.mosaicstack.core.publish;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.cloudevent.Attributes;
import dev.mosaicstack.core.cloudevent.CloudEvent;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.publish.PublishEvents.Published;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** The call event-publish, for one event whose attributes are fields. */
@Singleton
public final class PublishCalls {

    public record PublishRequest(
            @Field(
                    value =
                            "What happened, com.example.build.done for one; of dev.mosaicstack. only ci, docs and user are free",
                    required = true,
                    min = 1,
                    max = Attributes.MAX_NAME)
            String type,

            @Field(
                    value = "What it happened to, repos/acme/app for one; the source where left out",
                    min = 1,
                    max = Attributes.MAX_VALUE)
            String subject,

            @Field(
                    value = "Who says so, a URI reference; one of the caller's own where left out",
                    min = 1,
                    max = Attributes.MAX_NAME)
            String source,

            @Field(
                    value =
                            "The sender's id of the event: the same from the same source is stored once; a new one where left out",
                    min = 1,
                    max = Attributes.MAX_VALUE)
            String id,

            @Field("When it happened, RFC 3339") String time,
            @Field("What there is to say of it, any JSON") JsonNode data) {

        private CloudEvent event() {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("type", type);
            attributes.put("subject", subject);
            attributes.put("source", source);
            attributes.put("id", id);
            attributes.put("time", time);
            attributes.values().removeIf(value -> value == null);
            return new CloudEvent(attributes, data == null || data.isNull() ? null : data);
        }
    }

    /** Where the event was put. */
    public record PublishResponse(
            @Field(value = "Under which it is on the bus", id = true)
            String eventId,

            String type,

            @Field("Whether it was there already: then nothing is published again")
            Boolean duplicate,

            @Field("True where the duplicate says something else than the first, which stays as it is; else absent")
            Boolean differs) {

        public static PublishResponse of(Published done) {
            return new PublishResponse(done.eventId(), done.type(), done.duplicate(), done.differs() ? true : null);
        }
    }

    private final PublishEvents events;

    public PublishCalls(PublishEvents events) {
        this.events = events;
    }

    public PublishResponse publish(Exchange exchange, PublishRequest request) {
        return events.publish(
                exchange.caller(),
                Publishable.plain(exchange.caller(), request.event()),
                exchange.answer(PublishResponse.class, PublishResponse::of));
    }
}
