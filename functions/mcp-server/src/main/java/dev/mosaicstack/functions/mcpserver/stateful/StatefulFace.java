package dev.mosaicstack.functions.mcpserver.stateful;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.front.Face;
import dev.mosaicstack.functions.mcpserver.front.JsonAnswer;
import dev.mosaicstack.functions.mcpserver.front.Message;
import io.quarkiverse.mcp.server.runtime.McpMessageHandler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The revisions with sessions, 2024-11-05 to 2025-11-25: mostly the library answers. */
@Singleton
final class StatefulFace implements Face {

    private static final String VERSION = "MCP-Protocol-Version";

    private final ClientSessions sessions;
    private final SessionEnd end;
    private final StreamCare care;
    private final OwnMethods own;
    private final Ongoing ongoing;
    private final ToolOffers tools;

    StatefulFace(
            ClientSessions sessions,
            SessionEnd end,
            StreamCare care,
            OwnMethods own,
            Ongoing ongoing,
            ToolOffers tools) {
        this.sessions = sessions;
        this.end = end;
        this.care = care;
        this.own = own;
        this.ongoing = ongoing;
        this.tools = tools;
    }

    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean speaks(RoutingContext rc, Message message) {
        return true;
    }

    @Override
    public boolean answer(RoutingContext rc, Message message, Caller caller) {
        String version = rc.request().getHeader(VERSION);
        if (version != null && !McpMessageHandler.SUPPORTED_PROTOCOL_VERSIONS.contains(version)) {
            String problem = VERSION + " names a revision that is not spoken here";
            JsonAnswer.send(rc, 400, Message.error(null, Message.INVALID_REQUEST, problem));
            return true;
        }
        care.begin();
        String session = sessions.of(rc, caller);
        return message == null ? answerEmpty(rc, caller, session) : answerMessage(rc, message, caller, session);
    }

    /** A GET or a DELETE. */
    private boolean answerEmpty(RoutingContext rc, Caller caller, String session) {
        if (session == null) {
            throw new Refusal.MethodNotAllowed(
                    "POST", "without the header " + ClientSessions.HEADER + " only messages are taken");
        }
        if (rc.request().method() == HttpMethod.DELETE) {
            end.of(session);
            rc.response().setStatusCode(204).end();
            return true;
        }
        new Call(null, caller, session, new Cancellable()).putInto(rc);
        return false;
    }

    private boolean answerMessage(RoutingContext rc, Message message, Caller caller, String session) {
        if (!Accepted.isBoth(rc)) {
            String problem = "the header Accept must list application/json and text/event-stream";
            JsonAnswer.send(rc, 406, Message.error(message.id(), Message.INVALID_REQUEST, problem));
            return true;
        }
        Optional<Shape.Problem> problem = Shape.problem(message);
        if (problem.isPresent()) {
            refuse(rc, message, problem.get());
            return true;
        }
        if (Shape.isStray(message)) {
            rc.response().setStatusCode(202).end();
            return true;
        }
        if (OwnMethods.has(message.method())) {
            JsonAnswer.send(rc, 200, own.answer(message, caller, session));
            return true;
        }
        if (message.method().equals("notifications/cancelled")) {
            ongoing.cancelled(message, caller, session);
        }
        var call = new Call(message, caller, session, ongoing.begin(rc, message, caller, session));
        Optional<ObjectNode> answer = tools.answer(call);
        if (answer.isPresent()) {
            JsonAnswer.send(rc, 200, answer.get());
            return true;
        }
        call.putInto(rc);
        NullArguments.hide(rc, message.json());
        return false;
    }

    private static void refuse(RoutingContext rc, Message message, Shape.Problem problem) {
        if (problem.code() == Message.INVALID_PARAMS && message.id() != null) {
            JsonAnswer.send(rc, 200, message.error(problem.code(), problem.what()));
        } else {
            JsonAnswer.send(rc, 400, Message.error(null, problem.code(), problem.what()));
        }
    }
}
