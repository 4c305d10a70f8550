package dev.mosaicstack.core.audit;

import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.List;

/** The audit rows, seen from inside a transaction. */
public interface Audits {

    /**
     * Where the chain begins and ends.
     *
     * @param sequence of the newest row; 0 before the first
     * @param hash of the newest row
     * @param position the highest of all events taken
     * @param goneSequence of the newest row that was removed because it was old; 0 where none was
     * @param goneHash its hash: what the oldest row that is there is chained to
     */
    record Head(long sequence, String hash, long position, long goneSequence, String goneHash) {}

    /**
     * What a list shows; a null field does not narrow it.
     *
     * @param since of that time or later
     * @param until before that time
     */
    record Filter(String type, String subject, String actor, Instant since, Instant until) {}

    Head head();

    /** Inside a write, to append: nobody else appends or removes before the write has ended. */
    Head lock();

    boolean has(String eventId);

    /** MUST follow {@link #lock}; the rows are not there for others before {@link #end} says so. */
    void append(AuditRow row);

    /** Says that this is the newest row. @param position the highest of all events taken */
    void end(AuditRow newest, long position);

    /** Newest row first, up to {@code limit + 1}. */
    List<AuditRow> list(Filter filter, Page.Ask ask);

    /** Up to {@code limit} rows after {@code sequence}, in order. */
    List<AuditRow> after(long sequence, int limit);

    /** Sequences of the oldest rows whose events happened at {@code before} or earlier: without a gap, in order. */
    List<Long> happenedBefore(Instant before, int limit);

    /** Removes the row if it is the oldest, and remembers its hash; does nothing where it is not. */
    void forget(long sequence);
}
