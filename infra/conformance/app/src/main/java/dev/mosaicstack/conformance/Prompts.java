package dev.mosaicstack.conformance;

import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The prompts that the suite gets by their names. */
@Singleton
final class Prompts {

    @Produces
    @Singleton
    Prompt simple() {
        return new FixedPrompt(
                "test_simple_prompt",
                List.of(),
                arguments -> List.of(Samples.text("This is a simple prompt for testing.")));
    }

    @Produces
    @Singleton
    Prompt withArguments() {
        return new FixedPrompt(
                "test_prompt_with_arguments",
                List.of("arg1", "arg2"),
                arguments -> List.of(Samples.text("Prompt with arguments: arg1='"
                        + arguments.path("arg1").asText() + "', arg2='"
                        + arguments.path("arg2").asText() + "'")));
    }

    @Produces
    @Singleton
    Prompt withResource() {
        return new FixedPrompt(
                "test_prompt_with_embedded_resource",
                List.of("resourceUri"),
                arguments -> List.of(
                        Samples.embedded(Samples.plain(
                                arguments.path("resourceUri").asText(), "Embedded resource content for testing.")),
                        Samples.text("Please process the embedded resource above.")));
    }

    @Produces
    @Singleton
    Prompt withImage() {
        return new FixedPrompt(
                "test_prompt_with_image",
                List.of(),
                arguments -> List.of(Samples.image(), Samples.text("Please analyze the image above.")));
    }
}
