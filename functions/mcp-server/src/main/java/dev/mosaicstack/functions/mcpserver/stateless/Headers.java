package dev.mosaicstack.functions.mcpserver.stateless;

import io.vertx.core.MultiMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Header fields that repeat what the body says, so that proxies need not read it. They must not say anything else. */
final class Headers {

    static final String METHOD = "Mcp-Method";
    static final String NAME = "Mcp-Name";

    private static final String BASE64 = "=?base64?";
    private static final String END = "?=";

    private Headers() {}

    /** @return null where there is none. @throws RpcError where there are several: a proxy may have read another one */
    static String one(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.size() > 1) {
            throw RpcError.headerMismatch("there are several " + name);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    static void mustBe(MultiMap headers, String name, String inBody) {
        String value = one(headers, name);
        if (value == null) {
            throw RpcError.headerMismatch("there is no " + name);
        }
        if (!value.equals(inBody)) {
            throw RpcError.headerMismatch(name + " is not what the body says");
        }
    }

    /** As {@link #mustBe}, where the value may be encoded. */
    static void mustMean(MultiMap headers, String name, String inBody) {
        String value = decoded(headers, name);
        if (value == null) {
            throw RpcError.headerMismatch("there is no " + name);
        }
        if (!value.equals(inBody)) {
            throw RpcError.headerMismatch(name + " is not what the body says");
        }
    }

    /** @return null where there is none */
    static String decoded(MultiMap headers, String name) {
        String value = one(headers, name);
        return value == null ? null : decode(name, value);
    }

    /** Text in a header field: as it is, or the Base64 of its UTF-8 between {@code =?base64?} and {@code ?=}. */
    static String decode(String name, String value) {
        if (!value.chars().allMatch(c -> c == '\t' || c >= ' ' && c <= '~')) {
            throw RpcError.headerMismatch(name + " has characters that a header cannot have");
        }
        if (value.length() < BASE64.length() + END.length() || !value.startsWith(BASE64) || !value.endsWith(END)) {
            return value;
        }
        String encoded = value.substring(BASE64.length(), value.length() - END.length());
        try {
            // The decoder would do without the padding.
            if (encoded.length() % 4 == 0) {
                byte[] bytes = Base64.getDecoder().decode(encoded);
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // Said below.
        }
        throw RpcError.headerMismatch(name + " is not the Base64 of a text");
    }
}
