package dev.mosaicstack.functions.mcpserver.prompts;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class Work implements Prompt {

    private static final String AGENT = "agentId";

    private static final Spec SPEC = new Spec(
            "work",
            "Work as an agent",
            "How to work as an agent: claim tasks, report on them, end them, ask other agents and answer them.",
            List.of(new Argument(AGENT, "The agent to work as; with an agent's own token it may be left out", false)));

    private final Known known;

    Work(Known known) {
        this.known = known;
    }

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public Outcome<List<Message>> get(Asked asked) {
        var given = new Given(asked);
        String agent = given.optionalId(AGENT);
        return given.said(
                """
                Work as %s until there is nothing left to do.

                1. task_claim with waitSeconds 30 asks for work. Without work, look into the inbox (5.) and ask again; stop when
                   you were told to, or when the session has ended.
                2. Each task comes with a fence and a lease. Do what its title and payload say, and nothing else.
                3. Before leaseUntil, call task_update with the fence, your progress in percent and a note: that starts the lease
                   again. Do so at least every half of leaseSeconds. TASK_FENCED means that the task is not yours any more: drop
                   it, and report nothing further on it.
                4. End each task: task_complete with the fence and a result that others can use without asking, or task_fail with
                   a reason that says what stood in the way; retryable false where another attempt cannot help.
                5. coordination_inbox shows what other agents ask of you: look there between tasks, and answer each request with
                   coordination_respond before its deadline, or decline it with a reason.
                6. What you cannot know or do yourself, ask with coordination_request: to one agent, or to a capability.
                   waitSeconds waits for the response; go on with task_update meanwhile where it takes longer than your lease.
                """.formatted(agent == null ? "the agent of your token" : "agent " + agent + " (give it as agentId)"));
    }

    @Override
    public List<String> complete(Caller caller, String argument, String begin) {
        return argument.equals(AGENT) ? known.agents(caller, begin) : List.of();
    }
}
