package dev.mosaicstack.functions.mcpserver.stateful;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.mcpserver.front.Unread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SseStreamTest {

    @Test
    void aClientThatReadsNothingIsCutOffAtTheSecondBeat() throws Exception {
        try (var unread = new Unread()) {
            var stream = new SseStream(unread.rc().request(), unread.context());
            unread.context().runOnContext(v -> stream.open());
            unread.awaitContext();
            unread.fill();
            stream.beat();
            unread.awaitContext();
            assertThat(stream.isGone()).isFalse();
            stream.beat();
            assertThat(unread.isGone()).isTrue();
        }
    }
}
