package dev.mosaicstack.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Event;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nobody",
            value = {
                "mcp.task.claimed           | {\"title\":\"t\",\"agentId\":\"a\"} | agent:a",
                "mcp.task.completed         | {\"agentId\":\"a\"}                 | agent:a",
                "mcp.task.queued            | {\"agentId\":\"a\"}                 | nobody",
                "mcp.agent.deployed         | {\"agentId\":\"a\"}                 | nobody",
                "mcp.agent.returned         | {\"agentId\":\"a\"}                 | agent:a",
                "mcp.coordination.requested | {\"from\":\"a\",\"to\":\"b\"}       | agent:a",
                "mcp.coordination.delivered | {\"from\":\"a\",\"holder\":\"b\"}   | agent:b",
                "mcp.task.claimed           | {}                                  | nobody",
                "mcp.task.claimed           | {\"agentId\":5}                     | nobody"
            })
    void anAgentActsWhereTheEventSaysSo(String type, String data, String actor) {
        assertThat(Actor.of(event("/mosaic", type, data, Map.of()))).isEqualTo(actor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nobody",
            value = {
                "{\"commits\":[{\"sender\":{}}],\"sender\":{\"id\":1,\"username\":\"alice\"}} | user:alice",
                "{\"deep\":{\"sender\":{\"username\":\"mallory\"}}}                           | nobody",
                "{\"sender\":{\"deep\":{\"username\":\"mallory\"}}}                           | nobody",
                "{\"sender\":\"mallory\"}                                                     | nobody",
                "{\"sender\":                                                                | nobody",
                "[]                                                                           | nobody",
                "5                                                                            | nobody"
            })
    void aForgeNamesTheSender(String data, String actor) {
        assertThat(Actor.of(event("/webhook-intake/lab", "git.push", data, Map.of())))
                .isEqualTo(actor);
    }

    @Test
    void aTrustedSenderMaySayWhoItWas() {
        Event event = event("/ci", "ci.deployed", "{\"sender\":{\"username\":\"x\"}}", Map.of("authid", "robot"));
        assertThat(Actor.of(event)).isEqualTo("robot");
    }

    @Test
    void aNameIsCutBetweenCharactersOnly() {
        Event event = event("/ci", "ci.deployed", "{}", Map.of("authid", "🦊".repeat(300)));
        assertThat(Actor.of(event)).isEqualTo("🦊".repeat(200));
    }

    private static Event event(String source, String type, String data, Map<String, String> attributes) {
        return new Event(
                1, "1", Event.TYPE_PREFIX + type, source, "s", Instant.EPOCH, null, null, null, null, data, attributes);
    }
}
