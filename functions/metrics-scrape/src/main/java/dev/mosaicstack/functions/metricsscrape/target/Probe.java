package dev.mosaicstack.functions.metricsscrape.target;

import java.util.List;

/**
 * Reads what a target is at the moment. It is run on a virtual thread of its own, one run of it at a time, and interrupted at its deadline: then it MUST
 * come to an end soon, since until then the target counts as down. Series have the labels of the metric alone.
 */
public interface Probe extends AutoCloseable {

    /**
     * @throws Unreadable where there is nothing, or not what was expected
     * @throws InterruptedException at the deadline
     */
    List<Family> read() throws Unreadable, InterruptedException;

    /** Gives back what is kept between runs, as connections. */
    @Override
    default void close() {}
}
