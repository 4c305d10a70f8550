package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.store.Store;
import java.util.List;

/** For tests of other packages. */
public final class NoResources {

    private NoResources() {}

    /** What is missed of none; it looks into the log all the same. */
    public static Missed missed(Store store) {
        return new Missed(store, List.of(), null);
    }
}
