package dev.mosaicstack.core.event;

import java.util.List;

/** Told of every commit of this process, in commit order, after it is durable. MUST return at once and never throw. */
public interface CommitListener {

    void committed(List<Event> events);
}
