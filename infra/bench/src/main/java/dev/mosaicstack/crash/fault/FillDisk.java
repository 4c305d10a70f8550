package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Disk;
import java.time.Duration;

/** No space left on the device that has the data folder, until somebody tidies up. */
record FillDisk(Disk disk) implements Fault {

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
        return Duty.REFUSE;
    }

    @Override
    public Duration lasts(boolean shortly) {
        return Duration.ofSeconds(shortly ? 2 : 6);
    }
}
