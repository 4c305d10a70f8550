package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.coordination.InboxCalls;
import dev.mosaicstack.core.coordination.InboxCalls.Asked;
import dev.mosaicstack.core.coordination.InboxCalls.InboxRequest;
import dev.mosaicstack.core.coordination.InboxCalls.InboxResponse;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

@Singleton
final class CoordinationInbox extends CallTool<InboxRequest, InboxResponse> {

    CoordinationInbox(Exchanges exchanges, InboxCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.COORDINATION_INBOX,
                        Hints.MOVES,
                        "Read the inbox",
                        "Reads, as an agent, what other agents ask of it or of its capabilities. Answer each "
                                + "with coordination_respond before its deadline; one that came by a capability is held "
                                + "for this agent only until heldUntil, then offered to others. With waitSeconds it waits "
                                + "for a request.",
                        InboxRequest.class,
                        InboxResponse.class,
                        calls::read,
                        CoordinationInbox::say));
    }

    private static String say(InboxResponse inbox) {
        return inbox.requests().isEmpty()
                ? "Nobody asks anything. Read again, with waitSeconds."
                : inbox.requests().stream().map(CoordinationInbox::say).collect(Collectors.joining("\n"));
    }

    private static String say(Asked asked) {
        return "Request " + asked.requestId() + " \"" + asked.topic() + "\" of agent " + asked.from()
                + ", to be answered before " + asked.deadline()
                + (asked.heldUntil() == null ? "." : ", held for you until " + asked.heldUntil() + ".")
                + Say.json("Body", asked.body());
    }
}
