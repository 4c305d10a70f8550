package dev.mosaicstack.core.subscription;

import java.net.URI;
import java.util.Optional;

/** Which addresses deliveries may be sent to. */
public interface Destinations {

    /** Why this sink cannot be used, in words that follow its name; empty where it can. May look up its host. */
    Optional<String> problem(URI sink);
}
