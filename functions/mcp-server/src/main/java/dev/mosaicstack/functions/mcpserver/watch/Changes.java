package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.access.Caller;
import java.util.Set;

/** Tells of changes, soon after they were committed, whichever process made them. */
public interface Changes {

    /**
     * What listens until it is closed.
     *
     * @param uris of resources
     * @param subjects of events, for tasks ({@code TaskSource.subject})
     */
    Watch watch(Caller caller, Set<String> uris, Set<String> subjects, Listener listener);

    interface Watch extends AutoCloseable {

        @Override
        void close();
    }

    interface Listener {

        void resourceChanged(String uri);

        void subjectChanged(String subject);
    }
}
