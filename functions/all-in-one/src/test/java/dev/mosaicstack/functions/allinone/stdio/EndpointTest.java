package dev.mosaicstack.functions.allinone.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aTokenOfTheDataFolder() throws IOException {
        Files.writeString(folder.resolve("admin.token"), "of-the-folder\n");
    }

    @Test
    void withoutAWordItIsTheServerAndTheTokenOfThisMachine() {
        Endpoint endpoint = endpoint(null, Map.of());
        assertThat(endpoint.url()).hasToString("http://127.0.0.1:3456/mcp");
        assertThat(endpoint.token()).isEqualTo("of-the-folder");
    }

    @Test
    void whatIsSaidWins() {
        Map<String, String> environment =
                Map.of("MOSAIC_MCP_URL", "http://localhost:1/mcp", "MOSAIC_TOKEN", "own", "MOSAIC_PORT", "2");
        assertThat(endpoint(null, environment).url()).hasToString("http://localhost:1/mcp");
        assertThat(endpoint(null, environment).token()).isEqualTo("own");
        assertThat(endpoint("http://localhost:3/mcp", environment).url()).hasToString("http://localhost:3/mcp");
        assertThat(endpoint(null, Map.of("MOSAIC_PORT", "2")).url()).hasToString("http://127.0.0.1:2/mcp");
    }

    @Test
    void theTokenOfTheDataFolderIsSentToNoOtherMachine() {
        assertThat(endpoint("https://mcp.example.org/mcp", Map.of()).token()).isNull();
        assertThat(endpoint("http://127.0.0.1.example.org/mcp", Map.of()).token())
                .isNull();
    }

    @Test
    void anEmptyTokenFileIsNone() throws IOException {
        Files.writeString(folder.resolve("admin.token"), "");
        assertThat(endpoint(null, Map.of()).token()).isNull();
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String none : new String[] {"here", "ftp://127.0.0.1/mcp", "http://", "http://a b", "//127.0.0.1/mcp"}) {
            assertThatThrownBy(() -> endpoint(none, Map.of()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is not an http address");
        }
    }

    @Test
    void aTokenThatNoHeaderCanHoldIsRefusedAndNotShown() {
        assertThatThrownBy(() -> endpoint(null, Map.of("MOSAIC_TOKEN", "first\nsecond")))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("the token of MOSAIC_TOKEN has ")
                .message()
                .doesNotContain("first", "second");
    }

    private Endpoint endpoint(String option, Map<String, String> environment) {
        return Endpoint.of(option, new DataFolder(folder), new Environment(environment));
    }
}
