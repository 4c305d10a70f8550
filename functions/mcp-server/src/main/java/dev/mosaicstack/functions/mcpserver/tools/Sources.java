package dev.mosaicstack.functions.mcpserver.tools;

import dev.mosaicstack.core.access.Authenticate;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import java.util.Optional;
import java.util.function.Supplier;

/** What sources of tasks have in common. */
final class Sources {

    private Sources() {}

    /** Empty where there is none, or the caller may not know of it. */
    static <T> Optional<T> seen(Caller caller, Call call, Supplier<T> look) {
        try {
            Authenticate.authorize(caller, call);
            return Optional.of(look.get());
        } catch (Refusal.NotFound | Refusal.Forbidden none) {
            return Optional.empty();
        }
    }
}
