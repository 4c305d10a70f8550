package dev.mosaicstack.conformance.library;

import io.quarkiverse.mcp.server.Elicitation;
import io.quarkiverse.mcp.server.ElicitationRequest;
import io.quarkiverse.mcp.server.ElicitationResponse;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Tools that ask the user something in the middle of a call, as the revisions with sessions do it. */
@Singleton
final class ElicitationTools {

    @Tool(name = "test_elicitation", description = "Of the conformance suite.")
    @RunOnVirtualThread
    String ask(@ToolArg(description = "What the user is told.") String message, Elicitation elicitation) {
        return "User response: "
                + said(elicitation
                        .requestBuilder()
                        .setMessage(message)
                        .addSchemaProperty("response", Form.requiredText()));
    }

    @Tool(name = "test_elicitation_sep1034_defaults", description = "Of the conformance suite.")
    @RunOnVirtualThread
    String defaults(Elicitation elicitation) {
        return "Elicitation completed: "
                + said(elicitation
                        .requestBuilder()
                        .setMessage("Please review and update the form fields with defaults")
                        .addSchemaProperty("name", Form.withDefault("string", "John Doe"))
                        .addSchemaProperty("age", Form.withDefault("integer", 30))
                        .addSchemaProperty("score", Form.withDefault("number", 95.5))
                        .addSchemaProperty(
                                "status", Form.choiceWithDefault("active", List.of("active", "inactive", "pending")))
                        .addSchemaProperty("verified", Form.withDefault("boolean", true)));
    }

    @Tool(name = "test_elicitation_sep1330_enums", description = "Of the conformance suite.")
    @RunOnVirtualThread
    String choices(Elicitation elicitation) {
        return "Elicitation completed: "
                + said(elicitation
                        .requestBuilder()
                        .setMessage("Please select options from the enum fields")
                        .addSchemaProperty("untitledSingle", Form.untitledSingle())
                        .addSchemaProperty("titledSingle", Form.titledSingle())
                        .addSchemaProperty("legacyEnum", Form.legacy())
                        .addSchemaProperty("untitledMulti", Form.untitledMulti())
                        .addSchemaProperty("titledMulti", Form.titledMulti()));
    }

    private static String said(ElicitationRequest.Builder form) {
        ElicitationResponse response = form.build().sendAndAwait();
        return "action=" + response.action().name().toLowerCase(Locale.ROOT) + ", content="
                + response.content().asMap();
    }
}
