package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import io.quarkiverse.mcp.server.FilterContext;
import io.quarkiverse.mcp.server.McpMethod;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;

/** A tool that a caller may not call is not there for it: there is no use in telling its model of it. */
@Singleton
final class Shown implements ToolFilter {

    private final Catalog catalog;
    private final CurrentVertxRequest current;

    Shown(Catalog catalog, CurrentVertxRequest current) {
        this.catalog = catalog;
        this.current = current;
    }

    /** Its call is not hidden but refused: who knows of it anyway learns that the role is the cause. */
    @Override
    public boolean test(ToolInfo tool, FilterContext context) {
        return context.method() != McpMethod.TOOLS_LIST || mayCall(tool);
    }

    private boolean mayCall(ToolInfo tool) {
        return catalog.tool(tool.name())
                .map(known -> catalog.shows(Call.of(current.getCurrent()).caller(), known))
                .orElse(true);
    }
}
