package dev.mosaicstack.functions.mcpserver.prompts;

import dev.mosaicstack.core.access.Authenticate;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.agent.Agents;
import dev.mosaicstack.core.agent.ManageAgents;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.session.ManageSessions;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.functions.mcpserver.catalog.Completions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a caller may be helped to type: of the newest things that it may see, those that begin so. */
@Singleton
final class Known {

    private static final Page.Ask NEWEST = new Page.Ask(Page.MOST, null);

    private final ManageSessions sessions;
    private final ManageAgents agents;

    Known(ManageSessions sessions, ManageAgents agents) {
        this.sessions = sessions;
        this.agents = agents;
    }

    List<String> sessions(Caller caller, String begin) {
        return beginning(begin, () -> sessions(caller).map(Session::id));
    }

    List<String> projects(Caller caller, String begin) {
        return beginning(begin, () -> sessions(caller).map(Session::project));
    }

    List<String> agents(Caller caller, String begin) {
        return beginning(begin, () -> {
            Authenticate.authorize(caller, Call.AGENT_LIST);
            return agents.list(caller, new Agents.Filter(null, null, null), NEWEST).items().stream()
                    .map(Agent::id);
        });
    }

    private Stream<Session> sessions(Caller caller) {
        Authenticate.authorize(caller, Call.SESSION_LIST);
        return sessions.list(caller, new Sessions.Filter(null, null, null), NEWEST).items().stream();
    }

    private static List<String> beginning(String begin, Supplier<Stream<String>> known) {
        try {
            return known.get()
                    .filter(value -> value.startsWith(begin))
                    .distinct()
                    .limit(Completions.ASKED_FOR)
                    .toList();
        } catch (Refusal.Forbidden notToBeKnown) {
            return List.of();
        }
    }
}
