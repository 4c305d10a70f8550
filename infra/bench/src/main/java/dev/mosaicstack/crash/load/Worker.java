package dev.mosaicstack.crash.load;

import java.time.Duration;

/** One client of the product that does the same thing over and over. */
interface Worker {

    void once();

    /** How long it rests in between: the load is to be steady, not as high as it can be. */
    Duration pace();
}
