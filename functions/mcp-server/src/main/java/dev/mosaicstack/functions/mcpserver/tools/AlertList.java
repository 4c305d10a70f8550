package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.alert.AlertCalls;
import dev.mosaicstack.core.alert.AlertCalls.ListRequest;
import dev.mosaicstack.core.alert.AlertCalls.ListResponse;
import dev.mosaicstack.core.alert.AlertView;
import dev.mosaicstack.functions.mcpserver.call.CallTool;
import dev.mosaicstack.functions.mcpserver.call.Exchanges;
import jakarta.inject.Singleton;

@Singleton
final class AlertList extends CallTool<ListRequest, ListResponse> {

    AlertList(Exchanges exchanges, AlertCalls calls) {
        super(
                exchanges,
                new Made<>(
                        Call.ALERT_LIST,
                        Hints.READS,
                        "Look at alerts",
                        "Lists what is wrong with the stack, newest first: alerts that fire, those that are pending "
                                + "because it was not found for long enough yet, and those that were resolved in the "
                                + "last days. Narrow it with state, severity or rule. The runbook of an alert says what "
                                + "to do.",
                        ListRequest.class,
                        ListResponse.class,
                        calls::list,
                        list -> Say.list("alerts", list.items(), AlertList::say, list.nextCursor())));
    }

    private static String say(AlertView alert) {
        String when = alert.resolvedAt() == null ? "since " + alert.activeSince() : "resolved at " + alert.resolvedAt();
        return "Alert " + alert.rule() + " (" + alert.severity() + ") is " + alert.state() + ", " + when + ": "
                + alert.summary() + Say.text("Runbook", alert.runbook());
    }
}
