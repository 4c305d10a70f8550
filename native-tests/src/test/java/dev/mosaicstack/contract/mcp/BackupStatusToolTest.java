package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BackupStatusToolTest extends ToolContract {

    BackupStatusToolTest() {
        super("backup_status", Hint.READS, "admin", "client", "viewer");
    }

    @Override
    Map<String, ?> arguments() {
        return Map.of("limit", 1);
    }

    @Test
    void withoutAPolicyThereIsNothing() {
        Answer status = good(withRole("viewer"), tool, Map.of("policy", "nightly"));
        assertThat(status.text()).isEqualTo("There are no such runs of backups.");
        assertThat(status.structured().path("policies")).isEmpty();
    }

    @Test
    void whatThereIsNotIsRefused() {
        refused(admin, tool, Map.of("runId", anUnknownId()), "RUN_UNKNOWN");
        refused(admin, tool, Map.of("state", "overdue"), "INVALID_FIELD");
        refused(admin, tool, Map.of("runId", anUnknownId(), "policy", "nightly"), "INVALID_FIELD");
        refused(admin, tool, Map.of("waitSeconds", 1), "INVALID_FIELD");
    }
}
