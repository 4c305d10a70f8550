package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A store that can be made to fail at, or to run something behind, a call of a port: {@code dispatches.save}. Each port's
 * calls are counted.
 */
final class HookedStore implements Store {

    private final Store store;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final Map<String, Runnable> after = new ConcurrentHashMap<>();
    private final Map<String, Runnable> behind = new ConcurrentHashMap<>();
    private volatile boolean away;

    HookedStore(Store store) {
        this.store = store;
    }

    static Refusal unavailable() {
        return new Refusal.Unavailable("DATABASE_UNAVAILABLE", "a test", Duration.ofSeconds(1));
    }

    /** As a database that does not answer; a process that is dead hears nothing more either. */
    void away(boolean now) {
        away = now;
    }

    /** Inside the transaction, each time until {@link #nothing}. */
    void before(String call, Runnable hook) {
        before.put(call, hook);
    }

    /** Once, inside the transaction. */
    void onceAfter(String call, Runnable hook) {
        after.put(call, hook);
    }

    /** Once, when the transaction in which it was called has ended. */
    void onceBehind(String call, Runnable hook) {
        behind.put(call, hook);
    }

    void nothing(String call) {
        before.remove(call);
    }

    int calls(String call) {
        return count(call).get();
    }

    private AtomicInteger count(String call) {
        return calls.computeIfAbsent(call, c -> new AtomicInteger());
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        var ended = new Ended();
        T result = up(() -> store.write(tx -> work.apply(hooked(tx, ended))));
        ended.run();
        return result;
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        var ended = new Ended();
        T result = up(() -> store.read(tx -> work.apply(hooked(tx, ended))));
        ended.run();
        return result;
    }

    private <T> T up(java.util.function.Supplier<T> work) {
        if (away) {
            throw unavailable();
        }
        T result = work.get();
        if (away) {
            throw unavailable();
        }
        return result;
    }

    /** What is to run when the transaction has ended. */
    private static final class Ended implements Runnable {

        private volatile Runnable hook = () -> {};

        @Override
        public void run() {
            hook.run();
        }
    }

    private Tx hooked(Tx tx, Ended ended) {
        return (Tx) proxy(Tx.class, (self, method, given) -> {
            Object port = call(tx, method, given);
            return method.getReturnType().isInterface()
                    ? proxy(method.getReturnType(), on(method.getName(), port, ended))
                    : port;
        });
    }

    private InvocationHandler on(String port, Object target, Ended ended) {
        return (self, method, given) -> {
            String call = port + "." + method.getName();
            count(call).incrementAndGet();
            before.getOrDefault(call, () -> {}).run();
            Object result = call(target, method, given);
            Runnable once = after.remove(call);
            if (once != null) {
                once.run();
            }
            Runnable later = behind.remove(call);
            if (later != null) {
                ended.hook = later;
            }
            return result;
        };
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static Object call(Object target, Method method, Object[] given) throws Throwable {
        try {
            return invoke(target, method, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object invoke(Object target, Method method, Object[] given) throws ReflectiveOperationException {
        // The stores are not public, their ports are.
        method.setAccessible(true);
        return method.invoke(target, given);
    }
}
