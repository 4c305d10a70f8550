package dev.mosaicstack.conformance;

import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One tool for each kind of content. */
@Singleton
final class ContentTools {

    @Produces
    @Singleton
    Tool text() {
        return new Said("test_simple_text", ToolResult.of(Samples.text("This is a simple text response for testing.")));
    }

    @Produces
    @Singleton
    Tool image() {
        return new Said("test_image_content", ToolResult.of(Samples.image()));
    }

    @Produces
    @Singleton
    Tool audio() {
        return new Said("test_audio_content", ToolResult.of(Samples.audio()));
    }

    @Produces
    @Singleton
    Tool embedded() {
        return new Said(
                "test_embedded_resource",
                ToolResult.of(Samples.embedded(
                        Samples.plain("test://embedded-resource", "This is an embedded resource content."))));
    }

    @Produces
    @Singleton
    Tool several() {
        return new Said(
                "test_multiple_content_types",
                ToolResult.of(
                        Samples.text("Multiple content types test:"),
                        Samples.image(),
                        Samples.embedded(
                                Contents.json("test://mixed-content-resource", "{\"test\":\"data\",\"value\":123}"))));
    }

    @Produces
    @Singleton
    Tool error() {
        return new Said(
                "test_error_handling", ToolResult.error("This tool intentionally returns an error for testing"));
    }
}
