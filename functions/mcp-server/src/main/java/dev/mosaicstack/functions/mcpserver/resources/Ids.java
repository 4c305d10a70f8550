package dev.mosaicstack.functions.mcpserver.resources;

import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.functions.mcpserver.catalog.Completions;

/** Lists are sorted by id, so those that begin alike lie together. */
final class Ids {

    /** Greater than whatever an id goes on with. */
    private static final String END = "~";

    private Ids() {}

    /** Where in a list, newest first, the ids are that begin so. */
    static Page.Ask beginning(String begin) {
        return new Page.Ask(Completions.ASKED_FOR, begin.isEmpty() ? null : begin + END);
    }
}
