package dev.mosaicstack.functions.mcpserver.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.session.SessionView;
import dev.mosaicstack.core.task.AssignCalls.AssignBatchRequest;
import dev.mosaicstack.core.task.LookupCalls;
import dev.mosaicstack.core.task.ReportCalls;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A schema says what the call takes: no more, and never less. */
class SchemasTest {

    @Test
    void aFieldThatIsNotThereIsForbiddenAtEveryDepth() {
        ObjectNode batch = Schemas.ofArguments(AssignBatchRequest.class, false);
        assertThat(batch.path("additionalProperties")).isEqualTo(json("false"));
        assertThat(batch.at("/properties/tasks/items/additionalProperties")).isEqualTo(json("false"));
    }

    @Test
    void whatMayBeAnyJsonIsNotNarrowed() {
        JsonNode payload = task("payload");
        assertThat(payload.properties()).extracting(java.util.Map.Entry::getKey).containsExactly("description");
    }

    @Test
    void boundsAreOfTheKindOfTheirType() {
        assertThat(written(without(task("title"), "description")))
                .isEqualTo(json("{'type':'string','minLength':1,'maxLength':500}"));
        assertThat(written(without(task("priority"), "description")))
                .isEqualTo(json("{'type':'integer','minimum':0,'maximum':9}"));
        assertThat(written(without(task("dependsOn"), "description", "items")))
                .isEqualTo(json("{'type':'array','maxItems':100}"));
        assertThat(task("dependsOn").at("/items/pattern").textValue()).startsWith("^[0-9a-f]{8}-");
    }

    @Test
    void aTypeIsOneNameAndNoList() {
        JsonNode filters =
                Schemas.ofArguments(LookupCalls.ListRequest.class, false).get("properties");
        assertThat(filters.at("/state/enum"))
                .isEqualTo(json("['blocked','queued','assigned','completed','failed','cancelled']"));
        JsonNode metadata =
                Schemas.ofArguments(SessionCalls.CreateRequest.class, false).at("/properties/metadata/type");
        assertThat(metadata).isEqualTo(json("'object'"));
    }

    @Test
    void whatIsSaidOfAFieldNamesTools() {
        JsonNode fence =
                Schemas.ofArguments(ReportCalls.UpdateRequest.class, false).at("/properties/fence/description");
        assertThat(fence.textValue()).contains("task_claim").doesNotContain("task-claim");
    }

    @Test
    void onlyWhatAddsSomethingTakesAKeyForItsRepeat() {
        assertThat(Schemas.ofArguments(AssignBatchRequest.class, true).at("/properties/idempotencyKey/type"))
                .isEqualTo(json("'string'"));
        assertThat(Schemas.ofArguments(AssignBatchRequest.class, false)
                        .get("properties")
                        .has("idempotencyKey"))
                .isFalse();
    }

    @Test
    void anAnswerMayHaveMoreOneDay() {
        ObjectNode session = Schemas.ofAnswer(SessionView.class);
        assertThat(session.has("additionalProperties")).isFalse();
        assertThat(session.at("/properties/tasks"))
                .isEqualTo(json("{'type':'object','additionalProperties':{'type':'integer'}}"));
    }

    @Test
    void whatIsUnwrappedInTheAnswerIsUnwrappedInItsSchema() {
        ObjectNode task = Schemas.ofAnswer(LookupCalls.GetResponse.class);
        assertThat(task.path("type").textValue()).isEqualTo("object");
        assertThat(task.path("properties").has("taskId")).isTrue();
        assertThat(task.path("properties").has("log")).isTrue();
        assertThat(task.path("properties").has("task")).isFalse();
    }

    private static JsonNode task(String field) {
        return Schemas.ofArguments(AssignBatchRequest.class, false).at("/properties/tasks/items/properties/" + field);
    }

    private static JsonNode without(JsonNode schema, String... names) {
        return ((ObjectNode) schema.deepCopy()).without(java.util.List.of(names));
    }

    /** As a client reads it. */
    private static JsonNode written(JsonNode schema) {
        return json(schema.toString());
    }

    private static JsonNode json(String json) {
        try {
            return Json.STRICT.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
