package dev.mosaicstack.functions.mcpserver.catalog;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All that is offered, in one order, for every face of the protocol. A caller is shown what it may use. */
@Singleton
public final class Catalog {

    private final List<Tool> tools;
    private final List<Resource> resources;
    private final List<Prompt> prompts;
    private final List<TaskSource> tasks;

    Catalog(
            @All List<Tool> tools,
            @All List<Resource> resources,
            @All List<Prompt> prompts,
            @All List<TaskSource> tasks) {
        this.tools = tools.stream()
                .sorted(Comparator.comparing(tool -> tool.spec().name()))
                .toList();
        this.resources = resources.stream()
                .sorted(Comparator.comparing(resource -> resource.spec().uri()))
                .toList();
        this.prompts = prompts.stream()
                .sorted(Comparator.comparing(prompt -> prompt.spec().name()))
                .toList();
        this.tasks = List.copyOf(tasks);
    }

    public List<Tool> tools() {
        return tools;
    }

    public List<Tool> tools(Caller caller) {
        return tools.stream().filter(tool -> shows(caller, tool)).toList();
    }

    public boolean shows(Caller caller, Tool tool) {
        return may(caller, tool.spec().call());
    }

    public Optional<Tool> tool(String name) {
        return tools.stream().filter(tool -> tool.spec().name().equals(name)).findFirst();
    }

    public List<Resource> resources() {
        return resources;
    }

    public List<Resource> resources(Caller caller) {
        return resources.stream()
                .filter(resource -> may(caller, resource.spec().call()))
                .toList();
    }

    /** @throws Refusal.NotFound {@code RESOURCE_UNKNOWN} where no kind of resource has such a URI, or the caller may read none */
    public Resource resource(Caller caller, String uri) {
        return resources(caller).stream()
                .filter(resource -> resource.spec().idOf(uri).isPresent())
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("RESOURCE_UNKNOWN", "there is no resource " + uri));
    }

    public List<Prompt> prompts() {
        return prompts;
    }

    public Optional<Prompt> prompt(String name) {
        return prompts.stream()
                .filter(prompt -> prompt.spec().name().equals(name))
                .findFirst();
    }

    public List<TaskSource> tasks() {
        return tasks;
    }

    private static boolean may(Caller caller, Call call) {
        return call == null || caller.may(call);
    }
}
