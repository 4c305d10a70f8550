package dev.mosaicstack.functions.allinone.stdio;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a stateless revision wants to see of a message in its headers (MCP 2026-07-28, Streamable HTTP). */
final class Headers {

    private static final String OPENING = "=?base64?";
    private static final String CLOSING = "?=";

    private Headers() {}

    static void mirror(Line line, String version, HttpRequest.Builder request) {
        request.header("MCP-Protocol-Version", value(version)).header("Mcp-Method", value(line.method()));
        String name =
                switch (line.method()) {
                    case "tools/call", "prompts/get" -> "name";
                    case "resources/read" -> "uri";
                    default -> line.method().startsWith("tasks/") ? "taskId" : "";
                };
        String text = line.params().path(name).textValue();
        if (text != null) {
            request.header("Mcp-Name", value(text));
        }
    }

    /** As it is where a header can hold it, else encoded. */
    static String value(String text) {
        boolean plain = text.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t')
                && text.equals(text.strip())
                && !(text.startsWith(OPENING) && text.endsWith(CLOSING));
        return plain
                ? text
                : OPENING + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + CLOSING;
    }
}
