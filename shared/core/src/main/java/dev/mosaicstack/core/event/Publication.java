package dev.mosaicstack.core.event;

/** How far the event log has reached the stream. */
public interface Publication {

    /** The highest position known to be in the stream; 0 while that is not known. */
    long publishedUpTo();
}
