package dev.mosaicstack.functions.mcpserver.stateful;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSessionsTest {

    private static final String OF_THE_LIBRARY = "OWIxNWM0NDctODg2YS00NTAyLTk1ZDQtYWY2OWNlNjliNTc0";

    private final String mine = ClientSessions.owner(of("mine"));

    @Test
    void aSessionBelongsToOneToken() {
        assertThat(ClientSessions.isOf(mine + OF_THE_LIBRARY, mine)).isTrue();
        assertThat(ClientSessions.isOf(mine + OF_THE_LIBRARY, ClientSessions.owner(of("other"))))
                .isFalse();
        assertThat(ClientSessions.owner(of("mine"))).isEqualTo(mine);
    }

    @Test
    void theLibraryFindsItsOwnId() {
        assertThat(ClientSessions.libraryId(mine + OF_THE_LIBRARY)).isEqualTo(OF_THE_LIBRARY);
    }

    @Test
    void itDoesNotTellTheTokensId() {
        assertThat(mine).matches("[0-9a-f]{16}\\.").doesNotContain("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX: y", "a/b", "a.b", "ä"})
    void whatTheLibraryCannotHaveMadeIsNone(String id) {
        assertThat(ClientSessions.isOf(mine + id, mine)).isFalse();
    }

    @Test
    void whatIsTooLongOrTooShortIsNone() {
        assertThat(ClientSessions.isOf(mine + OF_THE_LIBRARY + "A", mine)).isFalse();
        assertThat(ClientSessions.isOf(mine.substring(0, 16), mine)).isFalse();
        assertThat(ClientSessions.isOf("", mine)).isFalse();
    }

    private static Caller of(String tokenId) {
        return new Caller(tokenId, Role.CLIENT, null, null, null);
    }
}
