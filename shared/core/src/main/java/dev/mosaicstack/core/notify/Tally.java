package dev.mosaicstack.core.notify;

/**
 * Events of one kind, counted.
 *
 * @param second null while there is only one
 */
record Tally(long count, Note first, Note second, Note last) {

    static Tally of(Note note) {
        return new Tally(1, note, null, note);
    }

    Tally plus(Note later) {
        return new Tally(count + 1, first, second == null ? later : second, later);
    }

    /** All but the first, of two or more. */
    Tally rest() {
        return new Tally(count - 1, second, null, last);
    }
}
