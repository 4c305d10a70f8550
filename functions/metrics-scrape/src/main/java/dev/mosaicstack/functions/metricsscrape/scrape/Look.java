package dev.mosaicstack.functions.metricsscrape.scrape;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import java.time.Duration;
import java.util.List;

/**
 * What came of looking at a target once.
 *
 * @param why it is down; null where it is up
 * @param scraped how many samples the target gave
 * @param families with all labels; what is known of a target that is down, too
 */
public record Look(Target target, String why, Duration took, int scraped, List<Family> families) {

    static Look of(Target target, String why, Duration took, List<Family> families) {
        return new Look(target, why, took, Family.samples(families), families);
    }

    public boolean up() {
        return why == null;
    }

    public int series() {
        return Family.samples(families);
    }
}
