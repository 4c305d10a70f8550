package dev.mosaicstack.functions.mcpserver.stateful;

import java.util.ArrayList;
import java.util.List;

/** What is to be told when a client does not want an answer any more. */
final class Cancellable {

    private final List<Runnable> listeners = new ArrayList<>();
    private boolean cancelled;

    /** At once where it already was. */
    void onCancel(Runnable listener) {
        synchronized (this) {
            if (!cancelled) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }

    void cancel() {
        List<Runnable> told;
        synchronized (this) {
            cancelled = true;
            told = List.copyOf(listeners);
            listeners.clear();
        }
        told.forEach(Runnable::run);
    }
}
