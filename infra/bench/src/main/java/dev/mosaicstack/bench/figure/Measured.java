package dev.mosaicstack.bench.figure;

/**
 * What one measurement came to. It cannot be built from a load whose answers were largely refusals: those are quick, and
 * would look like speed.
 *
 * @param good what was done and answered as it should be
 * @param failed what was not; never part of a rate or a time
 * @param p50 milliseconds
 * @param p99 milliseconds
 */
public record Measured(long good, long failed, double seconds, double p50, double p99) {

    /** More failures than one in so many spoil the measurement. */
    private static final int ONE_IN = 1000;

    /** Too many failed answers, or none that was good: there is no figure. */
    public static final class Spoilt extends IllegalStateException {
        public Spoilt(String what) {
            super(what);
        }
    }

    public Measured {
        if (good == 0 || failed * ONE_IN > good + failed) {
            throw new Spoilt(failed + " of " + (good + failed) + " failed: there is no figure to print");
        }
    }

    public double perSecond() {
        return good / seconds;
    }
}
