package dev.mosaicstack.functions.mcpserver.stateless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.front.Unread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplyTest {

    @Test
    void nobodyWaitsForRoomInWhatHasEnded() throws Exception {
        try (var unread = new Unread()) {
            var reply = new Reply(unread.rc());
            reply.tell(Json.STRICT.createObjectNode());
            reply.end(200, Json.STRICT.createObjectNode());
            assertThatCode(reply::awaitRoom).doesNotThrowAnyException();
        }
    }

    @Test
    void aClientThatReadsNothingIsCutOffAtTheSecondLook() throws Exception {
        try (var unread = new Unread()) {
            var reply = new Reply(unread.rc());
            reply.tell(Json.STRICT.createObjectNode());
            unread.fill();
            reply.keepAlive(0);
            assertThat(unread.rc().response().closed()).isFalse();
            reply.keepAlive(0);
            assertThat(unread.isGone()).isTrue();
        }
    }
}
