package dev.mosaicstack.core.analytics;

import java.time.Instant;

/**
 * What analytics remembers of an agent that is not stopped.
 *
 * @param liveSince null while it is lost
 * @param busySince null while it holds no task
 */
public record AgentTimes(String agentId, String project, Instant liveSince, Instant busySince) {

    AgentTimes live(Instant since) {
        return new AgentTimes(agentId, project, since, busySince);
    }

    AgentTimes busy(Instant since) {
        return new AgentTimes(agentId, project, liveSince, since);
    }

    /** Up to now, or to where it ended: what it has been in. */
    void addTo(DayBook book, Instant until) {
        if (liveSince != null) {
            book.add(liveSince, until, project, Figures::live);
        }
        addBusyTo(book, until);
    }

    void addBusyTo(DayBook book, Instant until) {
        if (busySince != null) {
            book.add(busySince, until, project, Figures::busy);
        }
    }
}
