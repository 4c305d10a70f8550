package dev.mosaicstack.functions.backuptrigger.run;

import java.time.Duration;

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
