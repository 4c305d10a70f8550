package dev.mosaicstack.functions.mcpserver.resources;

import dev.mosaicstack.core.input.Page;

/** Lists are sorted by id, so those that begin alike lie together. */
final class Ids {

    /** As many as the protocol lets one completion have. */
    private static final int MOST = 100;

    /** Greater than whatever an id goes on with. */
    private static final String END = "~";

    private Ids() {}

    /** Where in a list, newest first, the ids are that begin so. */
    static Page.Ask beginning(String begin) {
        return new Page.Ask(MOST, begin.isEmpty() ? null : begin + END);
    }
}
