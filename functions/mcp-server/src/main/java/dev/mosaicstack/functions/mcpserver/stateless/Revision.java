package dev.mosaicstack.functions.mcpserver.stateless;

import java.util.List;

/** The words of revision 2026-07-28 that more than one class writes or reads. */
final class Revision {

    static final String VERSION = "2026-07-28";

    /** What the library speaks, after an {@code initialize}. */
    static final List<String> WITH_SESSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    /** A header of every request; the same is in {@code _meta}. */
    static final String VERSION_HEADER = "MCP-Protocol-Version";

    private static final String PREFIX = "io.modelcontextprotocol/";
    static final String META_VERSION = PREFIX + "protocolVersion";
    static final String META_CAPABILITIES = PREFIX + "clientCapabilities";
    static final String META_LOG_LEVEL = PREFIX + "logLevel";
    static final String META_SERVER = PREFIX + "serverInfo";
    static final String META_SUBSCRIPTION = PREFIX + "subscriptionId";

    /** The extension SEP-2663. */
    static final String TASKS = PREFIX + "tasks";

    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CAPABILITY = -32021;
    static final int UNSUPPORTED_VERSION = -32022;

    private Revision() {}
}
