package dev.mosaicstack.functions.mcpserver.catalog;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import java.util.List;

/** A way of working that people can pick in their client. Every bean of this type is offered. */
public interface Prompt {

    Spec spec();

    /** @throws Refusal.Invalid where a required argument is missing or wrong */
    Outcome<List<Message>> get(Asked asked);

    /** Values for this argument that begin so, at most {@link Completions#ASKED_FOR}. */
    default List<String> complete(Caller caller, String argument, String begin) {
        return List.of();
    }

    record Spec(String name, String title, String description, List<Argument> arguments) {}

    record Argument(String name, String description, boolean required) {}

    /** @param role {@code user} or {@code assistant} */
    record Message(String role, Content content) {}
}
