package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.publish.PublishCalls;
import dev.mosaicstack.core.publish.PublishCalls.PublishRequest;
import dev.mosaicstack.core.publish.PublishCalls.PublishResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class EventPublish extends CallTool<PublishRequest, PublishResponse> {

    EventPublish(Exchanges exchanges, PublishCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.EVENT_PUBLISH,
                        Hints.ADDS,
                        "Publish an event",
                        "Puts an event on the bus, from where it goes to everybody who subscribed to its type. "
                                + "Use it to tell other systems what happened; to give work to agents, use task_assign.",
                        PublishRequest.class,
                        PublishResponse.class,
                        calls::publish,
                        EventPublish::say));
    }

    private static String say(PublishResponse event) {
        return "Event " + event.eventId() + " of type " + event.type()
                + (event.duplicate() ? " was there already: nothing new is published." : " is published.")
                + (event.differs() == null ? "" : " What was sent now differs from it and is not kept.");
    }
}
