package dev.mosaicstack.core.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The subscription rows of MCP sessions, seen from inside a transaction. */
public interface McpSubscriptions {

    /** After nobody asked for it or was told of it any more; sessions that live longer are told of all the time. */
    Duration KEPT_FOR = Duration.ofDays(7);

    /** Adds it, or makes it active again; one that is active is left as it is. */
    void subscribe(McpSubscription subscription, Instant now);

    /** Does nothing where there is none. */
    void unsubscribe(String mcpSession, String uri, Instant now);

    /** Gives up all of the session. */
    void end(String mcpSession, Instant now);

    List<McpSubscription> active(String mcpSession);

    /** Those that were made or given up at {@code since} or later, in any order. */
    List<McpSubscription> changedSince(Instant since);

    /** The client was told of everything up to here; never moves backwards. */
    void told(String mcpSession, long position, Instant now);

    /** Ids of those of which nothing was heard since {@code before}. */
    List<String> old(Instant before, int limit);

    void forget(String id);
}
