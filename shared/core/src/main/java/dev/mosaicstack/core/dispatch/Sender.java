package dev.mosaicstack.core.dispatch;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.subscription.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Brings events to sinks outside this process. */
public interface Sender {

    /** How an attempt ended. */
    sealed interface Outcome {

        /** The sink has it: it answered 2xx, and its answer was whole. */
        record Delivered() implements Outcome {}

        /**
         * It answered otherwise.
         *
         * @param answer the beginning of its body
         * @param retryAfter when it wants to be asked again; null where it did not say
         */
        record Refused(int status, String answer, Duration retryAfter) implements Outcome {}

        /** There was no whole answer. @param error one line for people */
        record Failed(String error) implements Outcome {}
    }

    /** MUST end within the timeout of the settings, and never exceptionally. */
    CompletionStage<Outcome> send(Subscription subscription, Event event);

    /** Nothing is sent to this one any more from here: connections may be closed. */
    void forget(Subscription subscription);
}
