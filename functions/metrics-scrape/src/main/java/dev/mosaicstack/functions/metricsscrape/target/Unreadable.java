package dev.mosaicstack.functions.metricsscrape.target;

import java.util.List;

/** A target that is down, or that answers something else: its message is a clause for people, without secrets. */
public final class Unreadable extends Exception {

    private final List<Family> families;

    public Unreadable(String why) {
        this(why, List.of());
    }

    /** @param families what is known of it all the same */
    public Unreadable(String why, List<Family> families) {
        super(why, null, false, false);
        this.families = families;
    }

    public List<Family> families() {
        return families;
    }
}
