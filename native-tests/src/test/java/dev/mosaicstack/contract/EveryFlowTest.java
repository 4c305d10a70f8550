package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mosaicstack.testkit.Flow;
import dev.mosaicstack.testkit.OwnCall;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A folder of functions that nobody tests is found here, and not by its users. */
class EveryFlowTest {

    static Stream<Flow> all() {
        return Flow.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachFolderOfFunctionsHasAStoryAnOwnCallAndARowInTheReadme(Flow flow) {
        String id = UUID.randomUUID().toString();
        assertThat(FlowStory.of(flow)).isNotNull();
        assertThat(OwnCall.of(flow, new OwnCall.Given(id, id, "t", "s")).status())
                .isBetween(200, 299);
        assertThatCode(flow::calls).doesNotThrowAnyException();
    }

    @Test
    void theFoldersAreFound() {
        assertThat(Flow.all()).hasSizeGreaterThan(8).contains(new Flow("all-in-one"), new Flow("mcp-server"));
    }
}
