package dev.mosaicstack.core.access;

import java.time.Instant;
import java.util.Optional;

/** Keys that all processes of one database use, and nobody else. */
public interface Keys {

    Optional<byte[]> find(String name);

    /**
     * Keeps this one where there is none of that name yet; of several that do so at once, one is first.
     *
     * @return the one that is kept
     */
    byte[] keep(String name, byte[] key, Instant now);
}
