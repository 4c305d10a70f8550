package dev.mosaicstack.functions.backuptrigger.compare;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.util.ArrayList;
import java.util.List;

/** What differs; several threads find it. */
final class Differences {

    /** So many are named. */
    private static final int NAMED = 5;

    private final List<String> named = new ArrayList<>();
    private long count;

    synchronized void add(String path, String how) {
        if (count++ < NAMED) {
            named.add(path + " " + how);
        }
    }

    /** @throws Failure {@code DRILL_MISMATCH} where there is any */
    synchronized void mustBeNone() throws Failure {
        if (count > 0) {
            throw new Failure(
                    Fault.DRILL_MISMATCH,
                    Amounts.count(count, "difference: ", "differences: ")
                            + String.join("; ", named)
                            + (count > NAMED ? "; ..." : ""));
        }
    }
}
