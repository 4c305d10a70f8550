package dev.mosaicstack.store;

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
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.mcp.McpSubscriptions;
import dev.mosaicstack.core.metric.MetricHistory;
import dev.mosaicstack.core.monitoring.Monitoring;
import dev.mosaicstack.core.notify.Notifications;
import dev.mosaicstack.core.store.Idempotency;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.subscription.Subscriptions;
import dev.mosaicstack.core.task.Tasks;
import dev.mosaicstack.core.webhook.Deliveries;
import java.util.HashMap;
import java.util.List;

/** All stores on one connection; lives as long as one transaction. */
record JdbcTx(Sql sql, EventStore events, SessionStore sessions) implements Tx {

    JdbcTx(Sql sql) {
        this(sql, new EventStore(sql), new SessionStore(sql, new HashMap<>()));
    }

    List<Event> added() {
        return events.added();
    }

    @Override
    public Agents agents() {
        return new AgentStore(sql);
    }

    @Override
    public Tasks tasks() {
        return new TaskStore(sql);
    }

    @Override
    public Requests requests() {
        return new RequestStore(sql);
    }

    @Override
    public Deliveries deliveries() {
        return new DeliveryStore(sql);
    }

    @Override
    public Tokens tokens() {
        return new TokenStore(sql);
    }

    @Override
    public Keys keys() {
        return new KeyStore(sql);
    }

    @Override
    public Idempotency idempotency() {
        return new IdempotencyStore(sql);
    }

    @Override
    public Subscriptions subscriptions() {
        return new SubscriptionStore(sql);
    }

    @Override
    public Dispatches dispatches() {
        return new DispatchStore(sql);
    }

    @Override
    public DeadLetters deadLetters() {
        return new DeadLetterStore(sql);
    }

    @Override
    public Notifications notifications() {
        return new NotificationStore(sql);
    }

    @Override
    public Audits audits() {
        return new AuditStore(sql);
    }

    @Override
    public Monitoring monitoring() {
        return new MonitoringStore(sql);
    }

    @Override
    public Analytics analytics() {
        return new AnalyticsStore(sql);
    }

    @Override
    public McpSubscriptions mcpSubscriptions() {
        return new McpSubscriptionStore(sql);
    }

    @Override
    public Backups backups() {
        return new BackupStore(sql);
    }

    @Override
    public MetricHistory metrics() {
        return new MetricStore(sql);
    }

    @Override
    public Alerts alerts() {
        return new AlertStore(sql);
    }
}
