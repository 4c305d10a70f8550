package dev.mosaicstack.functions.mcpserver.resources;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.session.ManageSessions;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.session.SessionCalls;
import dev.mosaicstack.core.session.SessionCalls.GetRequest;
import dev.mosaicstack.core.session.SessionView;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content.Contents;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** A session and how many of its tasks are in which state, so it changes with each of them. */
@Singleton
final class SessionResource implements Resource {

    private static final Spec SPEC = new Spec(
            "mosaic://sessions/{id}",
            "session",
            "Session",
            "A session: its project, its state, when it expires, and how many of its tasks are in which state.",
            "application/json",
            Call.SESSION_GET);

    private final SessionCalls calls;
    private final ManageSessions sessions;

    SessionResource(SessionCalls calls, ManageSessions sessions) {
        this.calls = calls;
        this.sessions = sessions;
    }

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public Outcome<List<Contents>> read(Asked asked, String uri, String id) {
        SessionView session =
                Reading.found("session", id, () -> calls.get(new Reading(asked.caller()), new GetRequest(id)));
        return Outcome.done(List.of(Contents.json(uri, Json.write(session))));
    }

    @Override
    public Optional<String> changedBy(Event event) {
        return event.source().equals(Recorder.OWN_SOURCE) && isShown(event.subject())
                ? Optional.ofNullable(event.sessionId())
                : Optional.empty();
    }

    private static boolean isShown(String subject) {
        return subject.startsWith("sessions/") || subject.startsWith("agents/") || subject.startsWith("tasks/");
    }

    @Override
    public List<String> complete(Caller caller, String begin) {
        if (!caller.may(Call.SESSION_LIST)) {
            // Who may look at a thing whose id it knows need not know all ids: its token may be limited to the look.
            return List.of();
        }
        var all = new Sessions.Filter(null, null, null);
        return sessions.list(caller, all, Ids.beginning(begin)).items().stream()
                .map(Session::id)
                .filter(id -> id.startsWith(begin))
                .toList();
    }
}
