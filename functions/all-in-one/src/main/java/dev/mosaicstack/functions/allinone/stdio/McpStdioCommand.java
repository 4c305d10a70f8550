package dev.mosaicstack.functions.allinone.stdio;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import jakarta.enterprise.inject.Vetoed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mosaic mcp-stdio}: the MCP server for clients that talk to a process; a proxy for one that runs. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(
        name = "mcp-stdio",
        description = "Speak the Model Context Protocol on standard input and output, for a server that runs.",
        sortOptions = false)
public final class McpStdioCommand implements Callable<Integer> {

    @Option(
            names = "--url",
            paramLabel = "U",
            description = "The server (MOSAIC_MCP_URL, else the one that runs on the data folder); its token is"
                    + " MOSAIC_TOKEN or in the file MOSAIC_TOKEN_FILE.")
    String url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder of the running instance (MOSAIC_DATA, else ./data); its admin.token is used"
                    + " where no other token is given.")
    Path data;

    private final Environment environment;

    public McpStdioCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        // Nothing but messages may be written there, whoever means well.
        System.setOut(System.err);
        new Proxy(Endpoint.of(url, DataFolder.of(data, environment), environment), out).run(System.in);
        return 0;
    }
}
