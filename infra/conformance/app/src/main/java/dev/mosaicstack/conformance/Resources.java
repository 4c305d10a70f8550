package dev.mosaicstack.conformance;

import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The resources that the suite reads and subscribes to by their URIs. */
@Singleton
final class Resources {

    @Produces
    @Singleton
    Resource text() {
        return new FixedResource(
                "test://static-text",
                "static-text",
                "text/plain",
                (uri, id) -> Samples.plain(uri, "This is the content of the static text resource."));
    }

    @Produces
    @Singleton
    Resource binary() {
        return new FixedResource(
                "test://static-binary",
                "static-binary",
                Samples.PNG,
                (uri, id) -> new Contents(uri, Samples.PNG, null, Samples.PIXEL));
    }

    @Produces
    @Singleton
    Resource template() {
        return new FixedResource(
                "test://template/{id}/data",
                "template",
                "application/json",
                (uri, id) -> Contents.json(
                        uri, "{\"id\":\"" + id + "\",\"templateTest\":true,\"data\":\"Data for ID: " + id + "\"}"));
    }

    @Produces
    @Singleton
    Resource watched() {
        return new FixedResource(
                "test://watched-resource",
                "watched-resource",
                "text/plain",
                (uri, id) -> Samples.plain(uri, "Watched resource content"));
    }
}
