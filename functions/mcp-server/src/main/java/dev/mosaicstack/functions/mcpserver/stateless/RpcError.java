package dev.mosaicstack.functions.mcpserver.stateless;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.front.Message;

/** A request that gets an error of the protocol. Where the revision names an HTTP status, that is given; else it is 200. */
final class RpcError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int ANSWERED = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final int status;
    private final int code;
    private final transient ObjectNode data;

    private RpcError(int status, int code, String message, ObjectNode data) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.data = data;
    }

    /** No message that can be read as a request. */
    static RpcError invalidRequest(String problem) {
        return new RpcError(BAD_REQUEST, Message.INVALID_REQUEST, problem, null);
    }

    /** What every request must have is not there. */
    static RpcError malformed(String problem) {
        return new RpcError(BAD_REQUEST, Message.INVALID_PARAMS, problem, null);
    }

    static RpcError headerMismatch(String problem) {
        return new RpcError(BAD_REQUEST, Revision.HEADER_MISMATCH, "Header mismatch: " + problem, null);
    }

    static RpcError unsupportedVersion(String requested) {
        ObjectNode data = Json.STRICT.createObjectNode();
        supported(data.putArray("supported"));
        data.put("requested", requested);
        return new RpcError(BAD_REQUEST, Revision.UNSUPPORTED_VERSION, "Unsupported protocol version", data);
    }

    /** All versions of this endpoint: those with sessions begin with an {@code initialize}. */
    static void supported(ArrayNode versions) {
        versions.add(Revision.VERSION);
        Revision.WITH_SESSIONS.forEach(versions::add);
    }

    /** @param required as clients declare them */
    static RpcError missingCapability(ObjectNode required) {
        ObjectNode data = Json.STRICT.createObjectNode();
        data.set("requiredCapabilities", required);
        return new RpcError(
                BAD_REQUEST, Revision.MISSING_CAPABILITY, "the client did not declare what this needs", data);
    }

    static RpcError methodNotFound(String method) {
        return new RpcError(NOT_FOUND, Message.METHOD_NOT_FOUND, "there is no method " + method, null);
    }

    static RpcError invalidParams(String problem) {
        return invalidParams(problem, null);
    }

    static RpcError invalidParams(String problem, ObjectNode data) {
        return new RpcError(ANSWERED, Message.INVALID_PARAMS, problem, data);
    }

    /** @param requestId what the log has the cause by */
    static RpcError internal(String requestId) {
        ObjectNode data = Json.STRICT.createObjectNode().put("requestId", requestId);
        return new RpcError(
                ANSWERED, Message.INTERNAL_ERROR, "an internal error; the log has it by the request id", data);
    }

    int status() {
        return status;
    }

    ObjectNode error() {
        ObjectNode error = Json.STRICT.createObjectNode().put("code", code).put("message", getMessage());
        if (data != null) {
            error.set("data", data);
        }
        return error;
    }
}
