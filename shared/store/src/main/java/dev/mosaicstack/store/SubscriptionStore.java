package dev.mosaicstack.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.subscription.EventFilter;
import dev.mosaicstack.core.subscription.Format;
import dev.mosaicstack.core.subscription.Glob;
import dev.mosaicstack.core.subscription.OrderBy;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.core.subscription.Subscription.State.Active;
import dev.mosaicstack.core.subscription.Subscription.State.Disabled;
import dev.mosaicstack.core.subscription.Subscriptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

record SubscriptionStore(Sql sql) implements Subscriptions {

    @Override
    public void insert(Subscription subscription) {
        sql.update(
                """
                INSERT INTO subscription (id, name, types, subjects, sources, sink, secret, format, order_by,
                    max_attempts, rate_limit, extensions, state, created_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                subscription.id(),
                subscription.name(),
                write(subscription.filter().types()),
                write(subscription.filter().subjects()),
                write(subscription.filter().sources()),
                subscription.sink(),
                subscription.secret(),
                subscription.format().text(),
                subscription.orderBy().text(),
                subscription.maxAttempts(),
                subscription.rateLimit(),
                Json.write(subscription.extensions()),
                subscription.stateText(),
                Row.millis(subscription.createdAt()),
                subscription.version());
    }

    @Override
    public Optional<Subscription> find(String id) {
        return sql.one(SubscriptionStore::read, sql.forUpdate("SELECT * FROM subscription WHERE id = ?"), id);
    }

    @Override
    public Optional<Subscription> named(String name) {
        return sql.one(SubscriptionStore::read, sql.forUpdate("SELECT * FROM subscription WHERE name = ?"), name);
    }

    @Override
    public List<Subscription> active() {
        return sql.list(SubscriptionStore::read, "SELECT * FROM subscription WHERE state = 'active' ORDER BY id");
    }

    @Override
    public Subscription update(Subscription subscription) {
        Disabled disabled = subscription.state() instanceof Disabled d ? d : new Disabled(null, null, null);
        int changed = sql.update(
                """
                UPDATE subscription SET sink = ?, extensions = ?, state = ?, disabled_code = ?, disabled_detail = ?,
                    disabled_at = ?, version = version + 1
                WHERE id = ? AND version = ?""",
                subscription.sink(),
                Json.write(subscription.extensions()),
                subscription.stateText(),
                disabled.code(),
                disabled.detail(),
                Row.millis(disabled.at()),
                subscription.id(),
                subscription.version());
        if (changed == 0) {
            throw new StaleVersion("subscription", subscription.id(), subscription.version());
        }
        return subscription.stored();
    }

    @Override
    public List<Subscription> list(Filter filter, Page.Ask ask) {
        return new Where()
                .and("name = ?", filter.name())
                .and("state = ?", filter.state())
                .and("id = ?", filter.id())
                .page(sql, SubscriptionStore::read, "SELECT * FROM subscription", "id", ask);
    }

    @Override
    public void delete(String id) {
        sql.update("DELETE FROM subscription WHERE id = ?", id);
    }

    private static Subscription read(Row row) throws SQLException {
        Integer rateLimit = row.optionalInteger("rate_limit");
        return new Subscription(
                row.text("id"),
                row.text("name"),
                new EventFilter(globs(row.json("types")), globs(row.json("subjects")), globs(row.json("sources"))),
                row.text("sink"),
                row.text("secret"),
                Format.of(row.text("format")),
                OrderBy.of(row.text("order_by")),
                row.integer("max_attempts"),
                rateLimit,
                row.texts("extensions"),
                state(row),
                row.time("created_at"),
                row.number("version"));
    }

    private static Subscription.State state(Row row) throws SQLException {
        String state = row.text("state");
        return switch (state) {
            case "active" -> new Active();
            case "disabled" ->
                new Disabled(row.text("disabled_code"), row.text("disabled_detail"), row.time("disabled_at"));
            default -> throw new IllegalStateException("no subscription state " + state);
        };
    }

    private static String write(List<Glob> patterns) {
        return Json.write(patterns.stream().map(Glob::pattern).toList());
    }

    private static List<Glob> globs(JsonNode patterns) {
        List<Glob> globs = new ArrayList<>();
        patterns.forEach(pattern -> globs.add(new Glob(pattern.textValue())));
        return globs;
    }
}
