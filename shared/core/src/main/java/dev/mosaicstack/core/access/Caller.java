package dev.mosaicstack.core.access;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.trace.Trace;
import java.util.Set;

/**
 * Who makes a call.
 *
 * @param sessionId the only session an agent may see; null for other roles
 * @param agentId the agent it is; null for other roles
 * @param requestId goes onto every event that the call causes
 * @param trace goes onto them too; null for none
 * @param calls the only calls it may make, of those that its role may; null for all of them
 */
public record Caller(
        String tokenId, Role role, String sessionId, String agentId, String requestId, Trace trace, Set<Call> calls) {

    /** What is said of a field that is read with {@link #agentOr} or {@link #sessionOr}. */
    public static final String MAY_LEAVE_OUT = "; an agent's token may leave it out";

    /** Background work. */
    public static final Caller SYSTEM = new Caller(null, Role.ADMIN, null, null, null);

    public Caller(String tokenId, Role role, String sessionId, String agentId, String requestId) {
        this(tokenId, role, sessionId, agentId, requestId, null, null);
    }

    public Caller(String tokenId, Role role, String sessionId, String agentId, String requestId, Set<Call> calls) {
        this(tokenId, role, sessionId, agentId, requestId, null, calls);
    }

    /** The same one, as a part of that trace. @param trace null for none */
    public Caller in(Trace trace) {
        return trace == null ? this : new Caller(tokenId, role, sessionId, agentId, requestId, trace, calls);
    }

    /** Whether it is limited to some calls by name. */
    public boolean isLimited() {
        return calls != null;
    }

    /** Whether its role has the call, and its token is not limited to others. */
    public boolean may(Call call) {
        return call.roles().contains(role) && (!isLimited() || calls.contains(call));
    }

    public boolean isAgent() {
        return role == Role.AGENT;
    }

    /** The agent that was given; an agent that gives none means itself. @return null where nobody is named */
    public String agentOr(String given) {
        return given == null ? agentId : given;
    }

    /** The session that was given; an agent that gives none means its own. @return null where none is named */
    public String sessionOr(String given) {
        return given == null ? sessionId : given;
    }

    /** An agent acts as itself only. */
    public void mustBe(String agent) {
        if (isAgent() && !agentId.equals(agent)) {
            throw new Refusal.Forbidden("an agent's token acts as that agent only");
        }
    }

    /** Whether it may know of what belongs to that session; null is none, of which an agent knows nothing either. */
    public boolean sees(String session) {
        return !isAgent() || sessionId.equals(session);
    }

    /** An agent does not learn whether a thing of another session exists. */
    public void mustSee(String session, String thing, String id) {
        if (!sees(session)) {
            throw Refusal.NotFound.of(thing, id);
        }
    }
}
