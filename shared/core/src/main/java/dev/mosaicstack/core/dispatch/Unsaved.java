package dev.mosaicstack.core.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a run did and has not written down yet. */
final class Unsaved {

    private long delivered;
    private long failed;
    private String lastError;
    private List<Parked> parked = new ArrayList<>();
    private List<Parked> retried = new ArrayList<>();
    private List<Long> finished = new ArrayList<>();
    private List<DeadLetter> dead = new ArrayList<>();

    void delivered() {
        delivered++;
    }

    void failed(String error) {
        failed++;
        lastError = error;
    }

    void park(Parked event) {
        parked.add(event);
    }

    void retry(Parked event) {
        retried.add(event);
    }

    void finish(long position) {
        finished.add(position);
    }

    void bury(DeadLetter letter) {
        dead.add(letter);
    }

    boolean isEmpty() {
        return delivered == 0 && failed == 0 && rows() == 0;
    }

    /** Rows that the next save writes. */
    int rows() {
        return parked.size() + retried.size() + finished.size() + dead.size();
    }

    boolean hasParked(String lane) {
        return parked.stream().anyMatch(event -> event.lane().equals(lane));
    }

    /** Nothing is left here. */
    Progress take(long cursor, Instant pausedUntil) {
        var progress = new Progress(cursor, delivered, failed, lastError, pausedUntil, parked, retried, finished, dead);
        delivered = 0;
        failed = 0;
        lastError = null;
        parked = new ArrayList<>();
        retried = new ArrayList<>();
        finished = new ArrayList<>();
        dead = new ArrayList<>();
        return progress;
    }

    /** It could not be written. What came since is newer. */
    void putBack(Progress progress) {
        delivered += progress.delivered();
        failed += progress.failed();
        lastError = lastError == null ? progress.lastError() : lastError;
        parked.addAll(0, progress.parked());
        retried.addAll(0, progress.retried());
        finished.addAll(0, progress.finished());
        dead.addAll(0, progress.dead());
    }
}
