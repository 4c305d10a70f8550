package dev.mosaicstack.core.store;

/**
 * A compare-and-set found another version than the one it was given. The store runs the work again from the rows as they
 * are now; callers never see this.
 */
public final class StaleVersion extends RuntimeException {

    public StaleVersion(String thing, String id, long version) {
        super(thing + " " + id + " is not at version " + version + " any more", null, false, false);
    }
}
