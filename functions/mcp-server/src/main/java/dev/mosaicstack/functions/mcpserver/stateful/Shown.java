package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import io.quarkiverse.mcp.server.FilterContext;
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

    @Override
    public boolean test(ToolInfo tool, FilterContext context) {
        return catalog.tool(tool.name())
                .map(known -> catalog.shows(Call.of(current.getCurrent()).caller(), known))
                .orElse(true);
    }
}
