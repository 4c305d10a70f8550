package dev.mosaicstack.core.event;

import java.util.List;

/** Told of every commit of this process after it is durable; of commits of one subject in their order. MUST return at once and never throw. */
public interface CommitListener {

    void committed(List<Event> events);
}
