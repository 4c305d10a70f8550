package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Sink;
import dev.mosaicstack.testkit.Stack;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As a ContainerSource or a SinkBinding starts it: {@code K_SINK} says where events go, whatever address that is. */
class KnativeSinkContractTest {

    @Test
    void eventsGoWhereKnativeSaysWithTheAttributesItWants() {
        try (Sink broker = Sink.open();
                Stack stack = Stack.ofItsOwn(
                        "k-sink",
                        Map.of(
                                "K_SINK", broker.url(),
                                "K_CE_OVERRIDES", "{\"extensions\":{\"team\":\"red\",\"position\":\"ours\"}}",
                                "MOSAIC_DISPATCH_ALLOW_PRIVATE_SINKS", "false"))) {
            String session = stack.mosaic().aSession();
            Sink.Received got = broker.await(
                            1, Bus.SOON, any -> any.header("ce-subject").endsWith(session))
                    .getFirst();
            assertThat(got.header("ce-type")).isEqualTo("dev.mosaicstack.mcp.session.created");
            assertThat(got.header("ce-team")).isEqualTo("red");
            assertThat(got.header("ce-position")).as("an override wins").isEqualTo("ours");
            stack.api().admin("subscription-list", Map.of("name", "k-sink")).body("items[0].sink", is(broker.url()));
        }
    }

    @Test
    void aSinkThatIsMovedGetsWhatComesAfterAndNothingIsLost() {
        try (Sink before = Sink.open();
                Sink after = Sink.open();
                Stack first = Stack.ofItsOwn("k-sink-moved", Map.of("K_SINK", before.url()))) {
            first.mosaic().aSession();
            before.await(1, Bus.SOON, any -> isSession(any));
            first.process().terminate();
            try (Stack second = first.again(Map.of("K_SINK", after.url()))) {
                String session = second.mosaic().aSession();
                after.await(1, Bus.SOON, any -> any.header("ce-subject").endsWith(session));
                assertThat(after.received(KnativeSinkContractTest::isSession)).hasSize(1);
            }
        }
    }

    private static boolean isSession(Sink.Received got) {
        return got.header("ce-type").equals("dev.mosaicstack.mcp.session.created");
    }
}
