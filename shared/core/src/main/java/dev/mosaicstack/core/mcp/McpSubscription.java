package dev.mosaicstack.core.mcp;

/**
 * A session of an MCP client wants to know when a resource changes.
 *
 * @param mcpSession the id that the client knows its session by
 * @param active false once it was given up; it is kept for a while, so that every process learns of it
 * @param told the position in the event log up to which the client was told
 */
public record McpSubscription(String id, String mcpSession, String uri, boolean active, long told) {}
