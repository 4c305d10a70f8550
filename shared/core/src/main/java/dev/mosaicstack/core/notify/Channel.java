package dev.mosaicstack.core.notify;

import java.time.Duration;

/** A way to somebody's attention. */
public interface Channel {

    /** What became of an attempt. */
    sealed interface Outcome {
        record Taken() implements Outcome {}

        /**
         * @param error one line without secrets, the channel's URL among them
         * @param retryAfter how long the channel wants to be left alone; null where it did not say
         */
        record NotTaken(String error, Duration retryAfter) implements Outcome {}
    }

    /** Gives the message to the channel. MUST end within {@link SendNotifications#LONGEST}, and never throw. */
    Outcome send(Message message);
}
