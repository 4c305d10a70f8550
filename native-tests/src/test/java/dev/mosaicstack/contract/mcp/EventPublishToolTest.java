package dev.mosaicstack.contract.mcp;

import static dev.mosaicstack.testkit.Api.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EventPublishToolTest extends ToolContract {

    EventPublishToolTest() {
        super("event_publish", Hint.ADDS, "admin", "client");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("type", "com.example.build.done", "data", Map.of("ok", true));
    }

    @Test
    void theEventIsOnTheBus() {
        String subject = "builds/" + anUnknownId();
        Answer told = good(withRole("client"), tool, plus(arguments(), "subject", subject));
        assertThat(told.text()).contains(told.id("eventId"), "com.example.build.done", "is published");
        Awaitility.await("to be in the audit trail")
                .untilAsserted(() -> api.admin("audit-list", Map.of("subject", subject))
                        .body("items.eventId", is(List.of(told.id("eventId")))));
    }

    @Test
    void theSameIdFromTheSameSourceIsThereOnce() {
        var event = plus(arguments(), Map.of("id", anUnknownId(), "source", "/tests"));
        Answer first = good(admin, tool, event);
        Answer again = good(admin, tool, plus(event, "data", Map.of("ok", false)));
        assertThat(again.id("eventId")).isEqualTo(first.id("eventId"));
        assertThat(again.text()).contains("was there already", "differs");
    }

    @Test
    void aRepeatWithItsKeyPublishesNoOther() {
        twice(arguments(), "eventId");
    }

    @Test
    void typesOfThisProductAreNotFree() {
        refused(admin, tool, Map.of("type", "dev.mosaicstack.mcp.task.completed"), "INVALID_FIELD");
    }
}
