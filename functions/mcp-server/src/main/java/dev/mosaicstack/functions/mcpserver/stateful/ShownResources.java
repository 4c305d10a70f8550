package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import io.quarkiverse.mcp.server.FilterContext;
import io.quarkiverse.mcp.server.ResourceFilter;
import io.quarkiverse.mcp.server.ResourceManager.ResourceInfo;
import io.quarkiverse.mcp.server.ResourceTemplateFilter;
import io.quarkiverse.mcp.server.ResourceTemplateManager.ResourceTemplateInfo;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;

/** A resource that a caller may not read is not there for it. */
@Singleton
final class ShownResources implements ResourceFilter, ResourceTemplateFilter {

    private final Catalog catalog;
    private final CurrentVertxRequest current;

    ShownResources(Catalog catalog, CurrentVertxRequest current) {
        this.catalog = catalog;
        this.current = current;
    }

    @Override
    public boolean test(ResourceInfo resource, FilterContext context) {
        return shows(resource.uri());
    }

    @Override
    public boolean test(ResourceTemplateInfo template, FilterContext context) {
        return shows(template.uriTemplate());
    }

    private boolean shows(String uri) {
        return catalog.resources().stream()
                        .noneMatch(known -> known.spec().uri().equals(uri))
                || catalog.resources(Call.of(current.getCurrent()).caller()).stream()
                        .anyMatch(shown -> shown.spec().uri().equals(uri));
    }
}
