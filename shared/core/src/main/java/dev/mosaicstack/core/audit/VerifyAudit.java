package dev.mosaicstack.core.audit;

import dev.mosaicstack.core.audit.Verdict.Broken;
import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Walks the whole chain and names the first row that is broken. It reads beside writers, in short pieces: rows may be
 * appended, and old ones removed, while it walks.
 */
@Singleton
public final class VerifyAudit {

    private static final int PIECE = 500;

    /** The end of the chain as somebody noted it: where a chain was rewritten to its end, it is not there any more. */
    public record Noted(long sequence, String hash) {}

    /** @param head read after the rows: what is not among them may have been removed before it */
    private record Piece(List<AuditRow> rows, Audits.Head head) {}

    private final Store store;

    public VerifyAudit(Store store) {
        this.store = store;
    }

    /** @param noted null for none; one that is too old to be there is not looked for */
    public Verdict verify(Noted noted) {
        var walk = new Walk(store.read(tx -> tx.audits().head()), noted);
        Broken broken = beforeTheBegin();
        while (broken == null && !walk.done()) {
            broken = step(walk);
        }
        if (broken == null) {
            broken = walk.atTheEnd();
        }
        return walk.verdict(broken == null ? behindTheEnd() : broken);
    }

    private Broken step(Walk walk) {
        Piece piece = after(walk.sequence(), PIECE + 1);
        if (piece.head().goneSequence() > walk.sequence()) {
            walk.passOver(piece.head());
            return null;
        }
        return walk.take(piece.rows(), PIECE);
    }

    /** A row that is there although it should be gone. One that is just being removed is not there when looked for again. */
    private Broken beforeTheBegin() {
        Piece first = after(Long.MIN_VALUE, 1);
        if (first.rows().isEmpty()
                || first.rows().getFirst().sequence() > first.head().goneSequence()) {
            return null;
        }
        Piece again = after(Long.MIN_VALUE, 1);
        return again.rows().equals(first.rows())
                ? Broken.added(
                        first.rows().getFirst(),
                        "the chain begins at " + (first.head().goneSequence() + 1))
                : null;
    }

    /** A row that is there before the head says so. */
    private Broken behindTheEnd() {
        long end = store.read(tx -> tx.audits().head()).sequence();
        Piece piece = after(end, 1);
        return piece.rows().stream()
                .filter(row -> row.sequence() > piece.head().sequence())
                .findFirst()
                .map(row ->
                        Broken.added(row, "the chain ends at " + piece.head().sequence()))
                .orElse(null);
    }

    private Piece after(long sequence, int limit) {
        return store.read(tx -> {
            List<AuditRow> rows = tx.audits().after(sequence, limit);
            return new Piece(rows, tx.audits().head());
        });
    }
}
