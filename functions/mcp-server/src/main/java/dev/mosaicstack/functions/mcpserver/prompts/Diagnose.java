package dev.mosaicstack.functions.mcpserver.prompts;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
final class Diagnose implements Prompt {

    private static final String SESSION = "sessionId";

    private static final Spec SPEC = new Spec(
            "diagnose",
            "Find out why nothing moves",
            "What to look at when the work of a session is stuck, and what helps.",
            List.of(new Argument(SESSION, "The session that is stuck", true)));

    private final Known known;

    Diagnose(Known known) {
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
                Find out why the work of session %s does not move on. Look first, change nothing before you know.

                1. session_get: has it closed or expired? Then its tasks were cancelled and its tokens revoked; a new session is
                   needed. How many tasks are in which state?
                2. task_list with this sessionId, by state:
                   - queued: agent_list with the task's capability, or its targetAgent: is there an idle agent that can do it?
                     notBefore in the future means that a failed attempt waits for its next.
                   - blocked: task_get of what it dependsOn; the first of them that has not completed is the cause.
                   - assigned: task_get: leaseUntil, progress and the log. Attempts that end with LEASE_EXPIRED come of an agent
                     that does not call task_update in time: it should, or the task needs a longer leaseSeconds.
                   - failed: the reason. DEPENDENCY_FAILED has its cause in causedBy; AGENT_STOPPED, AGENT_LOST and
                     DEADLINE_EXCEEDED say it themselves; anything else is what the agent said.
                3. agent_list with this sessionId: a lost agent has not been heard of for some heartbeats; its tasks are queued
                   again. Is whoever works as it still running, with the right token?
                4. Does an agent wait for another? The log of its task may say so; coordination_get shows a request that nobody
                   has read (pending) or answered (delivered).
                5. Say what the cause is, and by which ids you know. Then propose the smallest step that helps: start or deploy an
                   agent, assign again, task_replay (administrators only), task_cancel, or session_close as the last.
                """.formatted(given.id(SESSION)));
    }

    @Override
    public List<String> complete(Caller caller, String argument, String begin) {
        return argument.equals(SESSION) ? known.sessions(caller, begin) : List.of();
    }
}
