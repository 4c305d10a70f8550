package dev.mosaicstack.mcp;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official TypeScript SDKs as clients: version 1 speaks the revisions with sessions, version 2 the one without. A lead
 * and two agents at once, each with a client and a token of its own.
 */
@ExtendWith(Stack.Shared.class)
@Timeout(400)
class McpSdkFlowTest {

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void aLeadAndTwoAgentsDoTheirWorkOverHttp(String revision) {
        Script.run("flow.mjs", plan(revision));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2026-07-28"})
    void aLeadAndTwoAgentsDoTheirWorkEachWithAProcessOfItsOwn(String revision) {
        List<String> command = Artifact.underTest().command(List.of("mcp-stdio"));
        Script.run("flow.mjs", Api.plus(plan(revision), "stdio", command));
    }

    private static Map<String, String> plan(String revision) {
        Api api = Stack.shared().api();
        return Map.of("revision", revision, "url", api.base() + "/mcp", "token", api.adminToken());
    }
}
