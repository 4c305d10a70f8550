package dev.mosaicstack.functions.mcpserver.prompts;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class Orchestrate implements Prompt {

    private static final String PROJECT = "project";
    private static final String GOAL = "goal";

    private static final Spec SPEC = new Spec(
            "orchestrate",
            "Lead agents to a goal",
            "How to reach a goal in a project with several agents: open a session, deploy agents, assign tasks, watch, close.",
            List.of(
                    new Argument(PROJECT, "What is worked on", true),
                    new Argument(GOAL, "What is to be reached", true)));

    private final Known known;

    Orchestrate(Known known) {
        this.known = known;
    }

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public Outcome<List<Message>> get(Asked asked) {
        var given = new Given(asked);
        return given.said("""
                Lead a team of agents in the project "%s" to this goal:

                %s

                1. session_create opens a session for the project. Keep its sessionId. Look at session_list first: a session
                   for this may be open already.
                2. Break the goal into tasks that one agent can do alone, and say what each depends on.
                3. agent_deploy registers an agent for each kind of work, with the capabilities that its tasks ask for. Give
                   each agent's token, which is shown once, to whoever works as that agent, and to nobody else.
                4. task_assign or task_assign_batch adds the tasks: by capability where anybody able may do it, by agentId where
                   only one may; dependsOn for the order. Put everything that the agent needs into the payload: it does not see
                   this conversation. Give an idempotencyKey, so that a repeat adds nothing.
                5. Watch: task_get with waitSeconds and the last version, or the resource mosaic://tasks/{id}; task_list shows
                   the rest. A task that failed says why: mend the cause, then assign a new one.
                6. Agents ask each other with coordination_request; coordination_get shows how a request went.
                7. When all tasks have ended, say what came of them, with the task ids, and end with session_close: it cancels
                   what is still open and stops the agents.
                """.formatted(given.text(PROJECT), given.text(GOAL)));
    }

    @Override
    public List<String> complete(Caller caller, String argument, String begin) {
        return argument.equals(PROJECT) ? known.projects(caller, begin) : List.of();
    }
}
