package dev.mosaicstack.core.event;

import java.time.Duration;
import java.util.List;

/** The event log for those who follow it: what is new arrives soon after it was committed, what is old is still there. */
public interface EventFeed {

    /**
     * Up to {@code limit} events after {@code position}, in order and without a hole; empty where there are none yet.
     *
     * @throws Gone where the next one is not kept any more
     */
    List<Event> after(long position, int limit);

    /** Waits until there may be an event after {@code position}, at most this long. */
    void await(long position, Duration longest) throws InterruptedException;

    /** The events that follow {@code position} were forgotten. */
    final class Gone extends RuntimeException {

        private final long oldest;

        public Gone(long position, long oldest) {
            super(
                    "the log begins at " + oldest + ", what follows " + position + " is not kept any more",
                    null,
                    false,
                    false);
            this.oldest = oldest;
        }

        /** The position of the oldest event that is kept. */
        public long oldest() {
            return oldest;
        }
    }
}
