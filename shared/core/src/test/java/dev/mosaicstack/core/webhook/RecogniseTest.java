package dev.mosaicstack.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mosaicstack.core.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecogniseTest {

    @Test
    void anUnknownEventIsKeptUnderItsName() {
        var webhook = recognised(
                Map.of("X-Gitea-Event", "issues", "X-Gitea-Event-Type", "issue_pin"),
                "{\"repository\":{\"full_name\":\"acme/app\"},\"sender\":{\"login\":\"ada\"},\"other\":1}");

        assertThat(webhook.type()).isEqualTo("dev.mosaicstack.git.unknown");
        assertThat(webhook.event()).isEqualTo("issue_pin");
        assertThat(webhook.data())
                .isEqualTo(json("{\"forge\":\"gitea\",\"event\":\"issue_pin\","
                        + "\"repository\":{\"fullName\":\"acme/app\"},\"sender\":{\"username\":\"ada\"}}"));
    }

    @Test
    void anUnknownEventsNameIsBoundedAndPrintable() {
        var webhook = recognised(Map.of("X-Gitea-Event", "é\n" + "x".repeat(500)), "{}");

        assertThat(webhook.event()).startsWith("??xxx").hasSize(200);
    }

    @Test
    void aWebhookWithNothingInItIsKeptToo() {
        for (JsonNode payload : new JsonNode[] {json("{}"), json("[1]"), json("null"), MissingNode.getInstance()}) {
            var webhook = Recognise.of(new Headers(Map.of()), payload);

            assertThat(webhook.type()).isEqualTo("dev.mosaicstack.git.unknown");
            assertThat(webhook.subject()).isNull();
            assertThat(webhook.externalId()).isNull();
            assertThat(webhook.data()).isEqualTo(json("{\"forge\":\"unknown\",\"event\":\"unknown\"}"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forgejo-Event, forgejo",
        "X-Gitea-Event, gitea",
        "X-Gitea-Delivery, gitea",
        "X-Gogs-Event, gogs",
        "X-GitHub-Event, github",
        "X-Other-Event, unknown"
    })
    void theForgeIsToldByItsHeaders(String header, String forge) {
        assertThat(recognised(Map.of(header, ""), "{}").forge()).isEqualTo(forge);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "tab\t", "ünïcode", "line\nbreak"})
    void aDeliveryIdThatIsNotPrintableIsNoId(String id) {
        assertThat(recognised(Map.of("X-Gitea-Delivery", id), "{}").externalId())
                .isNull();
    }

    @Test
    void aDeliveryIdHasAtMostTwoHundredCharacters() {
        assertThat(recognised(Map.of("X-Gitea-Delivery", "a".repeat(200)), "{}").externalId())
                .hasSize(200);
        assertThat(recognised(Map.of("X-Gitea-Delivery", "a".repeat(201)), "{}").externalId())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"repository\":{\"full_name\":\"a/b\"},\"organization\":{\"username\":\"o\"}}|repos/a/b",
                "{\"repository\":{\"full_name\":\"a b\"},\"organization\":{\"username\":\"o\"}}|orgs/o",
                "{\"repository\":{\"full_name\":\"a\\nb\"},\"organization\":{\"name\":\"o\"}}|orgs/o",
                "{\"repository\":7,\"sender\":{\"login\":\"ada\"}}|users/ada",
                "{\"package\":{\"owner\":{\"login\":\"bo\"}},\"sender\":{\"login\":\"ada\"}}|users/bo"
            })
    void theSubjectIsTheRepositoryElseTheOrganizationElseTheUser(String payload, String subject) {
        assertThat(recognised(Map.of("X-Gitea-Event", "repository"), payload).subject())
                .isEqualTo(subject);
    }

    @Test
    void aSubjectOfUnreasonableLengthIsLeftOut() {
        String payload = "{\"repository\":{\"full_name\":\"" + "a".repeat(201) + "\"}}";

        assertThat(recognised(Map.of("X-Gitea-Event", "push"), payload).subject())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci/drone/push/build", "ci/woodpecker", "ci/woodpecker/push", "ci/woodpecker//x", ""})
    void anotherSystemsStatusHasNoWoodpeckerPart(String context) {
        var webhook = recognised(Map.of("X-Gitea-Event", "status"), "{\"context\":\"" + context + "\"}");

        assertThat(webhook.data().has("ci")).isFalse();
        assertThat(webhook.data().get("context").textValue()).isEqualTo(context);
    }

    @Test
    void aHugeStatusContextIsNoProblem() {
        String context = "ci/woodpecker/push/" + "1/".repeat(500_000);

        var webhook = recognised(Map.of("X-Gitea-Event", "status"), "{\"context\":\"" + context + "\"}");

        assertThat(webhook.data().at("/ci/event").textValue()).isEqualTo("push");
    }

    @Test
    void forgejosJobIsReadWithItsRun() {
        var webhook = recognised(Map.of("X-Forgejo-Event-Type", "workflow_job_running"), """
                {"action":"status_changed","repository":{"full_name":"acme/app"},
                 "job":{"id":5,"attempt":2,"name":"build","runs_on":["docker"],"status":"running"},
                 "run":{"id":9,"commit_sha":"abc","prettyref":"main","html_url":"https://git.example.org/r/9"}}
                """);

        assertThat(webhook.type()).isEqualTo("dev.mosaicstack.ci.workflow_job");
        assertThat(webhook.data().get("runId").longValue()).isEqualTo(9);
        assertThat(webhook.data().get("runAttempt").longValue()).isEqualTo(2);
        assertThat(webhook.data().at("/labels/0").textValue()).isEqualTo("docker");
        assertThat(webhook.data().get("headBranch").textValue()).isEqualTo("main");
    }

    private static Recognised recognised(Map<String, String> headers, String payload) {
        return Recognise.of(new Headers(headers), json(payload));
    }

    private static JsonNode json(String text) {
        try {
            return Json.LENIENT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
