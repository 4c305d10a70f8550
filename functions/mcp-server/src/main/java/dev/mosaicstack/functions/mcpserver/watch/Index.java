package dev.mosaicstack.functions.mcpserver.watch;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who watches what: that nobody watches a thing is found at once, however many watch something. */
final class Index {

    private final Set<Watcher> all = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<Watcher>> byUri = new ConcurrentHashMap<>();
    private final Map<String, Set<Watcher>> bySubject = new ConcurrentHashMap<>();

    void add(Watcher watcher) {
        all.add(watcher);
        watcher.uris().forEach(uri -> add(byUri, uri, watcher));
        watcher.subjects().forEach(subject -> add(bySubject, subject, watcher));
    }

    void remove(Watcher watcher) {
        watcher.uris().forEach(uri -> remove(byUri, uri, watcher));
        watcher.subjects().forEach(subject -> remove(bySubject, subject, watcher));
        all.remove(watcher);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Set<Watcher> ofUri(String uri) {
        return byUri.getOrDefault(uri, Set.of());
    }

    Set<Watcher> ofSubject(String subject) {
        return bySubject.getOrDefault(subject, Set.of());
    }

    void forEach(Consumer<Watcher> work) {
        all.forEach(work);
    }

    private static void add(Map<String, Set<Watcher>> by, String key, Watcher watcher) {
        by.compute(key, (k, watchers) -> {
            Set<Watcher> some = watchers == null ? ConcurrentHashMap.newKeySet() : watchers;
            some.add(watcher);
            return some;
        });
    }

    private static void remove(Map<String, Set<Watcher>> by, String key, Watcher watcher) {
        by.computeIfPresent(key, (k, watchers) -> {
            watchers.remove(watcher);
            return watchers.isEmpty() ? null : watchers;
        });
    }
}
