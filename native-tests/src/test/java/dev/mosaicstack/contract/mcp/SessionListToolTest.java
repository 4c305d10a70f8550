package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionListToolTest extends ToolContract {

    SessionListToolTest() {
        super("session_list", Hint.READS, "admin", "client", "agent", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("limit", 1);
    }

    @Test
    void itShowsALineForEachAndHowToGoOn() {
        String newer = mosaic.aSession();
        Answer page = good(admin, tool, arguments());
        assertThat(page.structured().path("items")).hasSize(1);
        assertThat(page.text()).contains("Session ", "cursor " + page.id("nextCursor"));
        Answer next = good(admin, tool, Map.of("limit", 200, "cursor", page.id("nextCursor")));
        assertThat(next.structured().path("items").findValuesAsText("sessionId"))
                .contains(session);
        assertThat(List.of(page.text(), next.text()))
                .anySatisfy(text -> assertThat(text).contains(newer));
    }

    @Test
    void nothingIsSaidInWords() {
        Answer none = good(admin, tool, Map.of("project", "none-" + anUnknownId()));
        assertThat(none.text()).isEqualTo("There are no such sessions.");
    }

    @Test
    void aCursorOfNoListIsRefused() {
        refused(admin, tool, Map.of("cursor", "no"), "INVALID_FIELD");
    }
}
