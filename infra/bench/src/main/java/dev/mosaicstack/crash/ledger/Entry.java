package dev.mosaicstack.crash.ledger;

/** One line of the ledger: what the product acknowledged and must keep, or what was sent without an answer so far. */
public sealed interface Entry {

    /** Who held which task under which fence. */
    record Hold(String taskId, long fence, String agentId) {}

    /** {@link System#nanoTime()} when a call was sent for the first time, and when its acknowledgement was read. */
    record Span(long asked, long answered) {

        /** True where the other call was sent only after this one was answered. */
        boolean before(Span other) {
            return answered - other.asked < 0;
        }
    }

    /** A webhook got its 202. Bodies differ, so the hash names the delivery, also when it is sent again. */
    record Delivered(String bodySha256, String deliveryId, String eventId) implements Entry {}

    /** A task was accepted; the key is that of the call and, in a batch, the item's place. */
    record Assigned(String key, String taskId) implements Entry {}

    record Claimed(Hold hold, Span span) implements Entry {}

    /** A completion is about to be sent: from here on the task may be completed with this result. */
    record CompletionSent(Hold hold, String result) implements Entry {}

    record Completed(Hold hold, String result, Span span) implements Entry {}

    /** A report of failure was accepted; {@code state} is what the task became: queued again, or failed. */
    record Failed(Hold hold, String state, Span span) implements Entry {}

    /** A report was refused for good, for example with TASK_FENCED. */
    record Refused(Hold hold, String code) implements Entry {}

    record Asked(String key, String requestId, String body) implements Entry {}

    record ReplySent(String requestId, String body) implements Entry {}

    record Replied(String requestId, String body) implements Entry {}

    record Opened(String key, String sessionId) implements Entry {}

    record Closed(String sessionId) implements Entry {}

    /** An answer that is wrong whatever happens later: a 500, a 503 without Retry-After, a repeat answered otherwise. */
    record Wrong(String what) implements Entry {}
}
