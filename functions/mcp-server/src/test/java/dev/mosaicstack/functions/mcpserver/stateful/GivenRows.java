package dev.mosaicstack.functions.mcpserver.stateful;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.EventLog;
import dev.mosaicstack.core.mcp.McpSubscription;
import dev.mosaicstack.core.mcp.McpSubscriptions;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A database with one subscription that is found whenever it is looked for, and with an empty log. Each can be away. */
final class GivenRows implements Store {

    static final McpSubscription SUBSCRIPTION = new McpSubscription("1", "s", "mosaic://tasks/a", true, 0);

    private final List<Instant> askedSince = new ArrayList<>();
    private Runnable whenActiveAreAsked = () -> {};
    private int looksAtTheLog;
    private boolean away;
    private boolean logAway;

    void away(boolean now) {
        away = now;
    }

    void logAway(boolean now) {
        logAway = now;
    }

    /** Runs before the subscriptions of a session are given. */
    void whenActiveAreAsked(Runnable hook) {
        whenActiveAreAsked = hook;
    }

    int looksAtTheLog() {
        return looksAtTheLog;
    }

    List<Instant> askedSince() {
        return askedSince;
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        throw new UnsupportedOperationException("nothing is written here");
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        return work.apply(port(
                Tx.class,
                (self, method, given) -> method.getReturnType() == McpSubscriptions.class
                        ? port(McpSubscriptions.class, this::subscriptions)
                        : port(EventLog.class, this::log)));
    }

    private Object subscriptions(Object self, Method method, Object[] given) {
        if (method.getName().equals("changedSince")) {
            askedSince.add((Instant) given[0]);
        } else {
            whenActiveAreAsked.run();
        }
        present(away);
        return List.of(SUBSCRIPTION);
    }

    private Object log(Object self, Method method, Object[] given) {
        present(logAway);
        looksAtTheLog += method.getName().equals("heads") ? 1 : 0;
        return method.getReturnType() == List.class ? List.of() : (Object) 0L;
    }

    private static void present(boolean away) {
        if (away) {
            throw new Refusal.Unavailable("DATABASE_UNAVAILABLE", "away", Duration.ofSeconds(1));
        }
    }

    private static <P> P port(Class<P> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
