package dev.mosaicstack.core.analytics;

import dev.mosaicstack.core.dispatch.BuiltIn;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.util.List;

/** The built-in consumer {@code analytics}: what happened by day and project. */
@Singleton
public final class CollectAnalytics implements BuiltIn {

    private static final String PUSH = Event.TYPE_PREFIX + "git.push";
    private static final String TASK = Event.TYPE_PREFIX + "mcp.task.";
    private static final String AGENT = Event.TYPE_PREFIX + "mcp.agent.";
    private static final String REPOSITORY = "repos/";

    @Override
    public String name() {
        return "analytics";
    }

    @Override
    public void take(Tx tx, List<Event> events) {
        var book = new DayBook();
        var collected = new Collected(tx.analytics(), book);
        for (Event event : events) {
            if (event.type().equals(PUSH)) {
                push(book, event);
            } else if (event.source().equals(Recorder.OWN_SOURCE)) {
                own(collected, event);
            }
        }
        book.forEach(tx.analytics()::add);
    }

    /** A webhook that is published once more is no other push. */
    private static void push(DayBook book, Event event) {
        if (event.replayOf() == null) {
            String project = event.subject().startsWith(REPOSITORY)
                    ? event.subject().substring(REPOSITORY.length())
                    : Collected.UNKNOWN;
            book.add(event.time(), project, Figures.PUSH);
        }
    }

    private static void own(Collected collected, Event event) {
        if (event.type().startsWith(TASK)) {
            collected.task(event);
        } else if (event.type().startsWith(AGENT)) {
            collected.agent(event);
        }
    }
}
