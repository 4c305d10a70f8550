package dev.mosaicstack.functions.mcpserver.watch;

import dev.mosaicstack.core.access.Caller;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.Set;

/** Until there is one that watches. */
@DefaultBean
@Singleton
final class NoChanges implements Changes {

    @Override
    public Watch watch(Caller caller, Set<String> uris, Set<String> subjects, Listener listener) {
        return () -> {};
    }
}
