package dev.mosaicstack.core.dispatch;

import java.util.TreeSet;

/** Which events were taken from the log and are not settled yet, and so how far the cursor may go. */
final class Window {

    private final TreeSet<Long> open = new TreeSet<>();
    private long readUpTo;

    Window(long position) {
        this.readUpTo = position;
    }

    long readUpTo() {
        return readUpTo;
    }

    /** @param wanted false where the subscription does not want it: it is settled at once */
    void read(long position, boolean wanted) {
        // In this order: in between, it may run out of memory, and the cursor must not pass what is in no lane.
        if (wanted) {
            open.add(position);
        }
        readUpTo = position;
    }

    void settled(long position) {
        open.remove(position);
    }

    int size() {
        return open.size();
    }

    /** Everything up to here is settled. */
    long cursor() {
        return open.isEmpty() ? readUpTo : open.first() - 1;
    }
}
