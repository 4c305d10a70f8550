package dev.mosaicstack.functions.backuptrigger.tool;

import java.time.Duration;

/** Sleeps, where there is nothing to be woken by. */
public final class Pause {

    private Pause() {}

    /** @return whether it was cut short */
    public static boolean interrupted(Duration duration) {
        try {
            Thread.sleep(duration);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
