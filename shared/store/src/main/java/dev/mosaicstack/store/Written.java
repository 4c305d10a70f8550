package dev.mosaicstack.store;

import dev.mosaicstack.core.event.BeforeAnswer;
import dev.mosaicstack.core.event.Event;
import java.util.List;
import org.jboss.logging.Logger;

/** What a piece of work came to, and the events that were committed with it. */
record Written<T>(T result, List<Event> events) {

    private static final Logger LOG = Logger.getLogger(Written.class);

    /** The result, after everybody was told who must be before the caller has it. */
    T answer(List<BeforeAnswer> listeners) {
        if (!events.isEmpty()) {
            listeners.forEach(this::tell);
        }
        return result;
    }

    private void tell(BeforeAnswer listener) {
        try {
            listener.committed(events);
        } catch (RuntimeException e) {
            // What is committed stays so, and must not be answered with a failure.
            LOG.errorf("%s failed after a commit: %s", listener.getClass().getSimpleName(), e.getMessage());
        }
    }
}
