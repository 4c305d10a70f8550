package dev.mosaicstack.core.store;

import dev.mosaicstack.core.access.Keys;
import dev.mosaicstack.core.access.Tokens;
import dev.mosaicstack.core.agent.Agents;
import dev.mosaicstack.core.alert.Alerts;
import dev.mosaicstack.core.analytics.Analytics;
import dev.mosaicstack.core.audit.Audits;
import dev.mosaicstack.core.backup.Backups;
import dev.mosaicstack.core.coordination.Requests;
import dev.mosaicstack.core.dispatch.DeadLetters;
import dev.mosaicstack.core.dispatch.Dispatches;
import dev.mosaicstack.core.event.EventLog;
import dev.mosaicstack.core.mcp.McpSubscriptions;
import dev.mosaicstack.core.metric.MetricHistory;
import dev.mosaicstack.core.monitoring.Monitoring;
import dev.mosaicstack.core.notify.Notifications;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.core.subscription.Subscriptions;
import dev.mosaicstack.core.task.Tasks;
import dev.mosaicstack.core.webhook.Deliveries;

/** Everything the database holds, seen from inside one transaction. */
public interface Tx {

    Sessions sessions();

    Agents agents();

    Tasks tasks();

    Requests requests();

    Deliveries deliveries();

    EventLog events();

    Tokens tokens();

    Keys keys();

    Idempotency idempotency();

    Subscriptions subscriptions();

    Dispatches dispatches();

    DeadLetters deadLetters();

    Notifications notifications();

    Audits audits();

    Monitoring monitoring();

    Analytics analytics();

    McpSubscriptions mcpSubscriptions();

    Backups backups();

    MetricHistory metrics();

    Alerts alerts();
}
