package dev.mosaicstack.conformance.stateless;

import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import jakarta.inject.Singleton;
import java.util.List;

/** A prompt that asks its client for something first. */
@Singleton
final class AskingPrompt implements Prompt {

    @Override
    public Spec spec() {
        String name = "test_input_required_result_prompt";
        return new Spec(name, name, "Of the conformance suite.", List.of());
    }

    @Override
    public Outcome<List<Message>> get(Asked asked) {
        return Asks.filled(asked, "user_context", "context")
                .map(context -> Outcome.done(List.of(new Message("user", new Content.Text("In this: " + context)))))
                .orElseGet(() -> Asks.input(
                        "user_context", Asks.form("What context should the prompt use?", "context", "string")));
    }
}
