package dev.mosaicstack.functions.mcpserver;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The endpoint {@code /mcp}. */
@ConfigMapping(prefix = "mosaic.mcp")
public interface McpSettings {

    /** Names under which it may be called, as in {@code Host}; without any, all, and on a loopback address only that. */
    Optional<List<String>> hosts();

    /** Pages of other origins that may call it from a browser, as in {@code Origin}; those of its own host always may. */
    Optional<List<String>> origins();

    /** Its own address as clients know it, for example {@code https://mcp.example.org/mcp}; else what they called. */
    @WithName("public-url")
    Optional<String> publicUrl();

    /** Issuers of OAuth tokens that clients are pointed to; this server itself takes its own tokens alone. */
    @WithName("authorization-servers")
    Optional<List<String>> authorizationServers();

    /**
     * How long an answer that is not there yet, or a stream, may be silent; then the connection is shown to be alive. For
     * the streams of sessions in whole seconds, at least one.
     */
    @WithName("keep-alive")
    @WithDefault("PT15S")
    Duration keepAlive();

    /** Streams to listen on that one token may have open in this process; 0 is no limit. */
    @WithName("max-streams")
    @WithDefault("2000")
    int maxStreams();
}
