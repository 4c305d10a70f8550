package dev.mosaicstack.functions.mcpserver.prompts;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.agent.Agents;
import dev.mosaicstack.core.agent.ManageAgents;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.session.ManageSessions;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.functions.mcpserver.catalog.Completions;
import jakarta.inject.Singleton;
import java.util.List;
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
        return beginning(begin, sessions(caller).map(Session::id));
    }

    List<String> projects(Caller caller, String begin) {
        return beginning(begin, sessions(caller).map(Session::project));
    }

    List<String> agents(Caller caller, String begin) {
        return beginning(begin, agents(caller).map(Agent::id));
    }

    private Stream<Agent> agents(Caller caller) {
        return caller.may(Call.AGENT_LIST)
                ? agents.list(caller, new Agents.Filter(null, null, null), NEWEST).items().stream()
                : Stream.empty();
    }

    private Stream<Session> sessions(Caller caller) {
        return caller.may(Call.SESSION_LIST)
                ? sessions.list(caller, new Sessions.Filter(null, null, null), NEWEST).items().stream()
                : Stream.empty();
    }

    private static List<String> beginning(String begin, Stream<String> known) {
        return known.filter(value -> value.startsWith(begin))
                .distinct()
                .limit(Completions.ASKED_FOR)
                .toList();
    }
}
