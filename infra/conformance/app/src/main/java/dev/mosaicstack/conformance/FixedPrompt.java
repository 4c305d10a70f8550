package dev.mosaicstack.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A prompt whose messages are made of its arguments alone; all of them are required. */
final class FixedPrompt implements Prompt {

    private final Spec spec;
    private final Function<ObjectNode, List<Content>> content;

    FixedPrompt(String name, List<String> arguments, Function<ObjectNode, List<Content>> content) {
        this.spec = new Spec(
                name,
                name,
                "Of the conformance suite.",
                arguments.stream()
                        .map(argument -> new Argument(argument, "Of the conformance suite.", true))
                        .toList());
        this.content = content;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Outcome<List<Message>> get(Asked asked) {
        return Outcome.done(content.apply(asked.arguments()).stream()
                .map(each -> new Message("user", each))
                .toList());
    }

    @Override
    public List<String> complete(Caller caller, String argument, String begin) {
        return Stream.of("paris", "park", "party")
                .filter(value -> value.startsWith(begin))
                .toList();
    }
}
