package dev.mosaicstack.store;

import dev.mosaicstack.core.event.Event;
import java.util.List;

/** What a piece of work came to, and the events that were committed with it. */
record Written<T>(T result, List<Event> events) {}
