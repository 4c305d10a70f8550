package dev.mosaicstack.functions.allinone.run;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.shutdown.ShutdownListener;
import io.quarkus.runtime.shutdown.ShutdownRecorder;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Lets a shutdown end when the last request is answered. In Quarkus 3.30.6 the shutdown listener of quarkus-jackson
 * never says that it is done, so that each shutdown waits for {@code quarkus.shutdown.timeout} to run out. All it does
 * is to clear a cache of a process that ends. Where Quarkus looks different inside, nothing changes: a shutdown is
 * slow then, and still in time.
 */
@RegisterForReflection(targets = ShutdownRecorder.class)
final class PromptShutdown {

    private static final Logger LOG = Logger.getLogger(PromptShutdown.class);
    private static final String NEVER_DONE = "io.quarkus.jackson.runtime.JacksonRecorder";

    private PromptShutdown() {}

    /** To be called once the application has started; before, Quarkus may not have its listeners yet. */
    static void prepare() {
        try {
            Field field = ShutdownRecorder.class.getDeclaredField("shutdownListeners");
            field.setAccessible(true);
            field.set(null, withoutTheOneThatIsNeverDone((List<?>) field.get(null)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debugf("shutdown listeners are not where they were: %s", e.getMessage());
        }
    }

    static List<ShutdownListener> withoutTheOneThatIsNeverDone(List<?> listeners) {
        var kept = new ArrayList<ShutdownListener>();
        for (Object listener : listeners) {
            if (listener instanceof ShutdownListener one
                    && !listener.getClass().getName().startsWith(NEVER_DONE)) {
                kept.add(one);
            }
        }
        return kept;
    }
}
