package dev.mosaicstack.functions.mcpserver.catalog;

/** One piece of what a tool or a prompt says: the protocol's content blocks. */
public sealed interface Content {

    record Text(String text) implements Content {}

    /** @param data base64 */
    record Image(String data, String mimeType) implements Content {}

    /** @param data base64 */
    record Audio(String data, String mimeType) implements Content {}

    record Embedded(Contents resource) implements Content {}

    /** What a resource holds: either text or base64. */
    record Contents(String uri, String mimeType, String text, String blob) {

        public static Contents json(String uri, String text) {
            return new Contents(uri, "application/json", text, null);
        }
    }
}
