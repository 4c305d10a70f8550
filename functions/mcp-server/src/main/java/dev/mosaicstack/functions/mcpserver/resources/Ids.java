package dev.mosaicstack.functions.mcpserver.resources;

import dev.mosaicstack.core.access.Authenticate;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.functions.mcpserver.catalog.Completions;

/** Lists are sorted by id, so those that begin alike lie together. */
final class Ids {

    /** Greater than whatever an id goes on with. */
    private static final String END = "~";

    private Ids() {}

    /** Who may look at a thing whose id it knows need not know all ids: its token may be limited to the look. */
    static boolean mayBeListed(Caller caller, Call list) {
        try {
            Authenticate.authorize(caller, list);
            return true;
        } catch (Refusal.Forbidden no) {
            return false;
        }
    }

    /** Where in a list, newest first, the ids are that begin so. */
    static Page.Ask beginning(String begin) {
        return new Page.Ask(Completions.ASKED_FOR, begin.isEmpty() ? null : begin + END);
    }
}
