package dev.mosaicstack.core.event;

import java.util.List;

/**
 * Told of one committed piece of work on the thread that asked for it, before that gets its answer: what is done here is
 * done for everybody who asks after the answer. MUST be quick, also where what it needs is away, and never throw.
 */
public interface BeforeAnswer {

    /** @param events of this piece of work, with positions; never empty */
    void committed(List<Event> events);
}
