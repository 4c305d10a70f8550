package dev.mosaicstack.conformance;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A resource that nothing changes. */
final class FixedResource implements Resource {

    private final Spec spec;
    private final BiFunction<String, String, Contents> contents;

    /** @param contents by URI and id */
    FixedResource(String uri, String name, String mimeType, BiFunction<String, String, Contents> contents) {
        this.spec = new Spec(uri, name, name, "Of the conformance suite.", mimeType, null);
        this.contents = contents;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Outcome<List<Contents>> read(Asked asked, String uri, String id) {
        return Outcome.done(List.of(contents.apply(uri, id)));
    }

    @Override
    public Optional<String> changedBy(Event event) {
        return Optional.empty();
    }
}
