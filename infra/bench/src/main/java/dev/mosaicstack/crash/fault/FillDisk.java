package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Disk;
import java.time.Duration;

/**
 * No space left on the device that has the data folder, until somebody tidies up. A database that is on another disk
 * must not care.
 */
record FillDisk(Disk disk, boolean hasTheDatabase) implements Fault {

    @Override
    public String name() {
        return "fill-disk";
    }

    @Override
    public void inject() {
        disk.fill();
    }

    @Override
    public void heal() {
        disk.free();
    }

    @Override
    public Duty duty() {
        return hasTheDatabase ? Duty.REFUSE : Duty.ACKNOWLEDGE;
    }

    @Override
    public Duration lasts(boolean shortly) {
        return Duration.ofSeconds(shortly ? 2 : 6);
    }
}
