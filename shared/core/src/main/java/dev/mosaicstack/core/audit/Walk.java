package dev.mosaicstack.core.audit;

import dev.mosaicstack.core.audit.Verdict.Broken;
import java.util.List;

/** A walk along the chain, row by row, up to the first that is broken. */
final class Walk {

    private final Audits.Head head;
    private final VerifyAudit.Noted noted;
    private long sequence;
    private String hash;
    private AuditRow last;
    private long rows;

    /** From behind what was removed because it was old, to the end that the head names. */
    Walk(Audits.Head head, VerifyAudit.Noted noted) {
        this.head = head;
        this.noted = noted;
        passOver(head);
    }

    boolean done() {
        return sequence >= head.sequence();
    }

    /** Where it stands; the next row is the one behind. */
    long sequence() {
        return sequence;
    }

    /** What it would have looked at next was removed meanwhile, because it is old. */
    void passOver(Audits.Head now) {
        sequence = now.goneSequence();
        hash = now.goneHash();
        last = null;
    }

    /**
     * Looks at the next rows.
     *
     * @param next in order from behind {@link #sequence}; of more than {@code most} the one behind them helps to judge
     * @return the first that is broken; null where none is
     */
    Broken take(List<AuditRow> next, int most) {
        if (next.isEmpty()) {
            return missing();
        }
        for (int i = 0; i < Math.min(most, next.size()) && !done(); i++) {
            Broken broken = look(next.get(i), i + 1 < next.size() ? next.get(i + 1) : null);
            if (broken != null) {
                return broken;
            }
            last = next.get(i);
            sequence = last.sequence();
            hash = last.hash();
            rows++;
        }
        return null;
    }

    private Broken look(AuditRow row, AuditRow behind) {
        if (row.sequence() != sequence + 1) {
            return missing();
        }
        if (!row.previous().equals(hash)) {
            return unlinked(row);
        }
        if (!row.intact()) {
            return behind != null && behind.previous().equals(hash)
                    ? putInBefore(row, behind)
                    : Broken.changed(row, "its hash is not that of what it says");
        }
        return noted != null
                        && noted.sequence() == row.sequence()
                        && !noted.hash().equals(row.hash())
                ? Broken.changed(row, "its hash is not the one that was noted")
                : null;
    }

    /** Of two rows that do not fit together, the one that is to blame. */
    private Broken unlinked(AuditRow row) {
        if (last != null && row.previous().equals(last.previous())) {
            return putInBefore(last, row);
        }
        return last != null && row.intact()
                ? Broken.changed(last, "its hash is not the one that the row behind it is chained to")
                : Broken.changed(row, "it is not chained to the row before it");
    }

    private static Broken putInBefore(AuditRow row, AuditRow behind) {
        return Broken.added(row, "row " + behind.sequence() + " is chained to the row before this one");
    }

    private Broken missing() {
        return Broken.missing(sequence + 1, "the chain goes to " + head.sequence() + " without a gap");
    }

    /** Behind the last row, which must be the one that the head names. */
    Broken atTheEnd() {
        if (sequence == head.sequence() && !hash.equals(head.hash())) {
            String detail = "its hash is not the one that the head of the chain names";
            return last == null
                    ? new Broken(sequence, null, Verdict.Problem.CHANGED, detail)
                    : Broken.changed(last, detail);
        }
        return noted != null && noted.sequence() > head.sequence()
                ? Broken.missing(head.sequence() + 1, "the chain went to " + noted.sequence() + " when that was noted")
                : null;
    }

    Verdict verdict(Broken broken) {
        return new Verdict(rows, head.goneSequence() + 1, head.sequence(), head.hash(), broken);
    }
}
