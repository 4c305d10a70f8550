package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertListToolTest extends ToolContract {

    AlertListToolTest() {
        super("alert_list", Hint.READS, "admin", "client", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("limit", 1);
    }

    @Test
    void whereNothingIsWrongItSaysSo() {
        Answer list = good(withRole("viewer"), tool, Map.of("rule", "NoSuchRule"));
        assertThat(list.text()).isEqualTo("There are no such alerts.");
        assertThat(list.structured().path("items")).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        refused(admin, tool, Map.of("state", "silenced"), "INVALID_FIELD");
        refused(admin, tool, Map.of("limit", 0), "INVALID_FIELD");
        refused(admin, tool, Map.of("cursor", "x"), "INVALID_FIELD");
    }
}
