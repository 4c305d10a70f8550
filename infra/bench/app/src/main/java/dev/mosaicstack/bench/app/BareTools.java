package dev.mosaicstack.bench.app;

import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * At {@code /bare}: what the MCP library costs by itself, without a caller, a front or a catalog. One tool as its
 * documentation has them, answered in JSON; and one as tools are given to it at start, which it answers as a stream.
 */
@Singleton
public class BareTools {

    private static final String SERVER = "bare";
    private static final ToolResponse NOTHING = ToolResponse.success(new TextContent("nothing"));

    @Tool(name = "bare", description = "Does nothing.")
    @McpServer(SERVER)
    ToolResponse bare() {
        return NOTHING;
    }

    void start(@Observes StartupEvent event, ToolManager tools) {
        tools.newTool("bare_streamed")
                .setServerName(SERVER)
                .setDescription("Does nothing.")
                .setHandler(arguments -> NOTHING, true)
                .register();
    }
}
