package dev.mosaicstack.conformance.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.ClientLacks;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tools that ask their client for something first. */
final class RoundTools {

    @Produces
    @Singleton
    Tool elicitation() {
        return Scripted.tool("test_input_required_result_elicitation", asked -> Asks.filled(asked, "user_name", "name")
                .map(name -> Scripted.said("Hello, " + name + "!"))
                .orElseGet(() -> Asks.input("user_name", Asks.form("What is your name?", "name", "string"))));
    }

    @Produces
    @Singleton
    Tool sampling() {
        return Scripted.tool(
                "test_input_required_result_sampling",
                asked -> Asks.has(asked, "capital_question")
                        ? Scripted.said(asked.client()
                                .inputResponses()
                                .get("capital_question")
                                .path("content")
                                .path("text")
                                .asText())
                        : Asks.input("capital_question", Asks.sample("What is the capital of France?")));
    }

    @Produces
    @Singleton
    Tool roots() {
        return Scripted.tool(
                "test_input_required_result_list_roots",
                asked -> Asks.has(asked, "client_roots")
                        ? Scripted.said(asked.client()
                                .inputResponses()
                                .get("client_roots")
                                .path("roots")
                                .toString())
                        : Asks.input("client_roots", Asks.roots()));
    }

    @Produces
    @Singleton
    Tool requestState() {
        return confirming("test_input_required_result_request_state");
    }

    @Produces
    @Singleton
    Tool tamperedState() {
        return confirming("test_input_required_result_tampered_state");
    }

    @Produces
    @Singleton
    Tool multipleInputs() {
        return Scripted.tool("test_input_required_result_multiple_inputs", asked -> {
            var missing = new LinkedHashMap<>(Map.of(
                    "user_name", Asks.form("What is your name?", "name", "string"),
                    "greeting", Asks.sample("Generate a greeting"),
                    "client_roots", Asks.roots()));
            missing.keySet().removeAll(asked.client().inputResponses().keySet());
            return missing.isEmpty() && Asks.isAt(asked, "asked")
                    ? Scripted.said("all there")
                    : Asks.input(missing, Asks.state("asked"));
        });
    }

    @Produces
    @Singleton
    Tool multiRound() {
        return Scripted.tool("test_input_required_result_multi_round", asked -> {
            if (Asks.isAt(asked, "second")
                    && Asks.filled(asked, "step2", "color").isPresent()) {
                return Scripted.said("done");
            }
            if (Asks.isAt(asked, "second")
                    || Asks.isAt(asked, "first")
                            && Asks.filled(asked, "step1", "name").isPresent()) {
                ObjectNode color = Asks.form("Step 2: What is your favorite color?", "color", "string");
                return Asks.input(Map.of("step2", color), Asks.state("second"));
            }
            ObjectNode name = Asks.form("Step 1: What is your name?", "name", "string");
            return Asks.input(Map.of("step1", name), Asks.state("first"));
        });
    }

    /** Asks for what the client can give, and only that. */
    @Produces
    @Singleton
    Tool capabilities() {
        return Scripted.tool("test_input_required_result_capabilities", asked -> {
            var can = new LinkedHashMap<String, ObjectNode>();
            if (asked.client().can("elicitation")) {
                can.put("user_name", Asks.form("What is your name?", "name", "string"));
            }
            if (asked.client().can("sampling")) {
                can.put("greeting", Asks.sample("Generate a greeting"));
            }
            return can.isEmpty() || !asked.client().inputResponses().isEmpty()
                    ? Scripted.said("nothing to ask")
                    : Asks.input(can, null);
        });
    }

    @Produces
    @Singleton
    Tool missingCapability() {
        return Scripted.tool("test_missing_capability", asked -> {
            if (!asked.client().can("sampling")) {
                ObjectNode required = Json.STRICT.createObjectNode();
                required.putObject("sampling");
                throw new ClientLacks(required);
            }
            return Scripted.said("it can");
        });
    }

    @Produces
    @Singleton
    Tool streamingElicitation() {
        return Scripted.tool("test_streaming_elicitation", asked -> Asks.filled(asked, "confirm", "ok")
                .map(ok -> Scripted.said("confirmed: " + ok))
                .orElseGet(() -> Asks.input("confirm", Asks.form("Please confirm", "ok", "boolean"))));
    }

    @Produces
    @Singleton
    Tool logging() {
        return Scripted.tool("test_logging_tool", asked -> Scripted.said("said, and nothing logged"));
    }

    /** Not of the suite: what no caller may ever see. */
    @Produces
    @Singleton
    Tool fault() {
        return Scripted.tool("test_fault", asked -> {
            throw new IllegalStateException("the cause");
        });
    }

    @Produces
    @Singleton
    Tool headerParam() {
        ObjectNode input = Json.STRICT.createObjectNode().put("type", "object");
        input.putObject("properties").putObject("region").put("type", "string").put("x-mcp-header", "Region");
        return Scripted.tool(
                "test_header_param",
                input,
                asked -> Scripted.said(asked.arguments().path("region").asText()));
    }

    private static Tool confirming(String name) {
        return Scripted.tool(
                name,
                asked -> confirmed(asked)
                        ? Scripted.said("state-ok")
                        : Asks.input(
                                Map.of("confirm", Asks.form("Please confirm", "ok", "boolean")), Asks.state("asked")));
    }

    private static boolean confirmed(Asked asked) {
        return Asks.isAt(asked, "asked") && Asks.filled(asked, "confirm", "ok").isPresent();
    }
}
