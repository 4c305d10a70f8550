package dev.mosaicstack.core.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.session.ManageSessions.Wanted;
import jakarta.inject.Singleton;
import java.util.List;

/** The calls session-create, session-get, session-list and session-close. */
@Singleton
public final class SessionCalls {

    public record CreateRequest(
            @Field(value = "What is worked on", required = true, min = 1, max = Check.MAX_TEXT)
            String project,

            @Field(
                    value = "Who works: the name of the orchestrator or program",
                    required = true,
                    min = 1,
                    max = Check.MAX_TEXT)
            String client,

            @Field(
                    value = "When it expires, in seconds from now; 8 hours where left out, 30 days at most",
                    min = 1,
                    max = 2_592_000)
            Integer ttlSeconds,

            @Field(value = "Anything to keep with it", object = true)
            JsonNode metadata) {}

    public record GetRequest(
            @Field(value = "The session", required = true, id = true)
            String sessionId) {}

    public record CloseRequest(
            @Field(value = "The session", required = true, id = true)
            String sessionId) {}

    public record ListRequest(
            @Field("Only sessions of this project") String project,

            @Field(
                    value = "Only sessions in this state",
                    oneOf = {"active", "closed", "expired"})
            String state,

            @Field(value = Page.LIMIT, min = 1, max = Page.MOST)
            Integer limit,

            @Field(Page.CURSOR) String cursor) {}

    public record ListResponse(
            List<SessionView> items, @Field(Page.NEXT) String nextCursor) {}

    private final ManageSessions sessions;

    public SessionCalls(ManageSessions sessions) {
        this.sessions = sessions;
    }

    public SessionView create(Exchange exchange, CreateRequest request) {
        return sessions.create(
                exchange.caller(),
                Wanted.of(request.project(), request.client(), request.ttlSeconds(), request.metadata()),
                exchange.answer(SessionView.class, SessionView::of));
    }

    public SessionView get(Exchange exchange, GetRequest request) {
        String id = id(request.sessionId());
        return sessions.look(exchange.caller(), id, SessionView.class, SessionView::of)
                .with(sessions.tasks(id));
    }

    public ListResponse list(Exchange exchange, ListRequest request) {
        var check = new Check();
        Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
        String state = check.oneOf("state", request.state(), "active", "closed", "expired");
        check.done();
        var filter = new Sessions.Filter(request.project(), state, null);
        Page<SessionView> page = sessions.list(exchange.caller(), filter, ask).map(SessionView::of);
        return new ListResponse(page.items(), page.nextCursor());
    }

    public SessionView close(Exchange exchange, CloseRequest request) {
        return SessionView.of(sessions.close(exchange.caller(), id(request.sessionId())));
    }

    private static String id(String sessionId) {
        var check = new Check();
        String id = check.id("sessionId", sessionId);
        check.done();
        return id;
    }
}
