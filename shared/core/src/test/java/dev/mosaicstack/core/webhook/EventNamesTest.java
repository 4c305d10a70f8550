package dev.mosaicstack.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mosaicstack.core.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventNamesTest {

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void everyEventIsKnownByItsExactName(EventKind kind) {
        assertThat(kind(Map.of("X-Gitea-Event-Type", kind.event()), "{}").type())
                .isEqualTo(kind.type());
    }

    @ParameterizedTest
    @CsvSource({
        "pull_request_approved, pull_request_review_approved",
        "pull_request_rejected, pull_request_review_rejected",
        "action_run_success, workflow_run",
        "action_run_recover, workflow_run",
        "workflow_job_waiting, workflow_job"
    })
    void otherNamesOfAnEventLeadToTheSameType(String name, String event) {
        assertThat(kind(Map.of("X-Gitea-Event-Type", name), "{}").event()).isEqualTo(event);
        assertThat(kind(Map.of("X-Gitea-Event", name), "{}").event()).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "issues|{\"action\":\"opened\"}|issues",
                "issues|{\"action\":\"unassigned\"}|issue_assign",
                "issues|{\"action\":\"label_cleared\"}|issue_label",
                "issues|{\"action\":\"demilestoned\"}|issue_milestone",
                "issues|{\"action\":7}|issues",
                "pull_request|{\"action\":\"edited\"}|pull_request",
                "pull_request|{\"action\":\"label_updated\"}|pull_request_label",
                "pull_request|{\"action\":\"milestoned\"}|pull_request_milestone",
                "pull_request|{\"action\":\"review_request_removed\"}|pull_request_review_request",
                "issue_comment|{\"is_pull\":true}|pull_request_comment",
                "issue_comment|{\"issue\":{\"pull_request\":{}}}|pull_request_comment",
                "issue_comment|{\"issue\":{\"pull_request\":null}}|issue_comment",
                "pull_request_comment|{\"review\":{}}|pull_request_review_comment",
                "pull_request_comment|{\"comment\":{}}|pull_request_comment"
            })
    void aGroupIsNarrowedByThePayload(String group, String payload, String event) {
        assertThat(kind(Map.of("X-Gitea-Event", group), payload).event()).isEqualTo(event);
    }

    @Test
    void theSameNameMeansAnotherThingAsExactEventAndAsGroup() {
        var exact = Map.of("X-Gitea-Event-Type", "pull_request_comment", "X-Gitea-Event", "issue_comment");
        var review =
                Map.of("X-Gitea-Event-Type", "pull_request_review_comment", "X-Gitea-Event", "pull_request_comment");

        assertThat(kind(exact, "{}").event()).isEqualTo("pull_request_comment");
        assertThat(kind(review, "{}").event()).isEqualTo("pull_request_review_comment");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"package\":{\"name\":\"app\",\"version\":\"1\"}}|dev.mosaicstack.git.package",
                "{\"sha\":\"1\",\"state\":\"success\",\"context\":\"x\"}|dev.mosaicstack.ci.status",
                "{\"sha\":\"1\",\"state\":\"success\"}|dev.mosaicstack.git.unknown"
            })
    void anEmptyEventIsToldByThePayloadsShape(String payload, String type) {
        assertThat(kind(Map.of("X-Gitea-Event", "", "X-Gitea-Event-Type", ""), payload)
                        .type())
                .isEqualTo(type);
    }

    private static EventKind kind(Map<String, String> headers, String payload) {
        try {
            return EventNames.of(new Headers(headers), Json.LENIENT.readTree(payload));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
