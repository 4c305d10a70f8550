package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.catalog.Catalog;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import io.quarkiverse.mcp.server.FeatureManager.RequestFeatureArguments;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives the library the resources of the catalog. */
@Singleton
final class ResourceOffers {

    private final Catalog catalog;
    private final ResourceManager fixed;
    private final ResourceTemplateManager templates;
    private final CurrentVertxRequest current;

    ResourceOffers(
            Catalog catalog, ResourceManager fixed, ResourceTemplateManager templates, CurrentVertxRequest current) {
        this.catalog = catalog;
        this.fixed = fixed;
        this.templates = templates;
        this.current = current;
    }

    void offer(@Observes StartupEvent event) {
        for (Resource resource : catalog.resources()) {
            if (resource.spec().isTemplate()) {
                offerTemplate(resource);
            } else {
                offerFixed(resource);
            }
        }
    }

    private void offerTemplate(Resource resource) {
        Resource.Spec spec = resource.spec();
        templates
                .newResourceTemplate(spec.name())
                .setTitle(spec.title())
                .setUriTemplate(spec.uri())
                .setMimeType(spec.mimeType())
                .setDescription(spec.description())
                .setHandler(asked -> read(asked.requestUri().value(), asked), true)
                .register();
    }

    private void offerFixed(Resource resource) {
        Resource.Spec spec = resource.spec();
        fixed.newResource(spec.name())
                .setTitle(spec.title())
                .setUri(spec.uri())
                .setMimeType(spec.mimeType())
                .setDescription(spec.description())
                .setHandler(asked -> read(asked.requestUri().value(), asked), true)
                .register();
    }

    private ResourceResponse read(String uri, RequestFeatureArguments given) {
        try {
            var asked = ClientAsked.through(current.getCurrent(), given);
            // Asked again: the library calls also where its filter of what is shown fails.
            Resource resource = catalog.resource(asked.caller(), uri);
            String id = resource.spec().idOf(uri).orElseThrow();
            List<Contents> contents = Answers.result(resource.read(asked, uri, id), uri);
            return new ResourceResponse(
                    contents.stream().map(ToLibrary::contents).toList());
        } catch (Refusal refusal) {
            throw new McpException(Answers.text(refusal), Answers.code(refusal));
        }
    }
}
