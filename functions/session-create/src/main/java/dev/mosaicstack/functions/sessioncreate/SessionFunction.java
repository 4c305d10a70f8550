package dev.mosaicstack.functions.sessioncreate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.session.ManageSessions;
import dev.mosaicstack.core.session.ManageSessions.Wanted;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** POST /session-create, /session-get, /session-list, /session-close: AI sessions. */
public class SessionFunction {

    public record CreateRequest(String project, String client, Integer ttlSeconds, JsonNode metadata) {}

    public record IdRequest(String sessionId) {}

    public record ListRequest(String project, String state, Integer limit, String cursor) {}

    /** @param tasks how many tasks are in which state; only in session-get */
    public record Response(
            String sessionId,
            String project,
            String client,
            String state,
            Instant createdAt,
            Instant expiresAt,
            Instant endedAt,
            JsonNode metadata,
            Map<String, Integer> tasks,
            long version) {

        static Response of(Session session) {
            return new Response(
                    session.id(),
                    session.project(),
                    session.client(),
                    session.stateText(),
                    session.createdAt(),
                    session.expiresAt(),
                    session.endedAt(),
                    session.metadata(),
                    null,
                    session.version());
        }

        Response with(Map<String, Integer> counted) {
            return new Response(
                    sessionId, project, client, state, createdAt, expiresAt, endedAt, metadata, counted, version);
        }
    }

    public record ListResponse(List<Response> items, String nextCursor) {}

    private final Edge edge;
    private final ManageSessions sessions;

    SessionFunction(Edge edge, ManageSessions sessions) {
        this.edge = edge;
        this.sessions = sessions;
    }

    @Funq("session-create")
    public Uni<Response> create(CreateRequest request) {
        return edge.call(
                Call.SESSION_CREATE,
                request,
                exchange -> sessions.create(
                        exchange.status(201).caller(),
                        Wanted.of(request.project(), request.client(), request.ttlSeconds(), request.metadata()),
                        exchange.answer(Response.class, Response::of)));
    }

    @Funq("session-get")
    public Uni<Response> get(IdRequest request) {
        return edge.call(Call.SESSION_GET, request, exchange -> {
            String id = id(request);
            return sessions.look(exchange.caller(), id, Response.class, Response::of)
                    .with(sessions.tasks(id));
        });
    }

    @Funq("session-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.SESSION_LIST, request, exchange -> {
            var check = new Check();
            Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
            String state = check.oneOf("state", request.state(), "active", "closed", "expired");
            check.done();
            var filter = new Sessions.Filter(request.project(), state, null);
            Page<Response> page = sessions.list(exchange.caller(), filter, ask).map(Response::of);
            return new ListResponse(page.items(), page.nextCursor());
        });
    }

    @Funq("session-close")
    public Uni<Response> close(IdRequest request) {
        return edge.call(
                Call.SESSION_CLOSE, request, exchange -> Response.of(sessions.close(exchange.caller(), id(request))));
    }

    private static String id(IdRequest request) {
        var check = new Check();
        String id = check.id("sessionId", request.sessionId());
        check.done();
        return id;
    }
}
