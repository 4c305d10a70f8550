package dev.mosaicstack.core.audit;

import dev.mosaicstack.core.dispatch.BuiltIn;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.util.List;

/** The built-in consumer {@code audit}: chains every event to the one before. An event that it has changes nothing. */
@Singleton
public final class KeepAudit implements BuiltIn {

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public void take(Tx tx, List<Event> events) {
        Audits.Head head = tx.audits().lock();
        long sequence = head.sequence();
        String previous = head.hash();
        long position = head.position();
        AuditRow newest = null;
        for (Event event : events) {
            // Only what comes again comes with a position that is not a new one.
            if (event.position() <= position && tx.audits().has(event.id())) {
                continue;
            }
            newest = AuditRow.following(sequence, previous, Entry.of(event));
            tx.audits().append(newest);
            sequence = newest.sequence();
            previous = newest.hash();
            position = Math.max(position, event.position());
        }
        if (newest != null) {
            tx.audits().end(newest, position);
        }
    }
}
