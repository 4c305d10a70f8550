package dev.mosaicstack.functions.mcpserver.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceMetadataTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mosaic.example.org/mcp",
                "https://mosaic.example.org/mcp/",
                "https://mosaic.example.org",
                "https://mosaic.example.org/"
            })
    void clientsArePointedToTheHostThatWasSet(String resource) {
        assertThat(ResourceMetadata.placeFor(resource))
                .isEqualTo("https://mosaic.example.org/.well-known/oauth-protected-resource/mcp");
    }
}
