package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Product;
import dev.mosaicstack.testkit.Signal;
import java.time.Duration;

/** SIGSTOP and SIGCONT: time passes, leases end, callers give up, and then it goes on as if nothing had been. */
record StopApplication(Product product) implements Fault {

    @Override
    public String name() {
        return "stop-app";
    }

    @Override
    public void inject() {
        Signal.STOP.to(product.handle());
    }

    @Override
    public void heal() {
        Signal.CONT.to(product.handle());
    }

    @Override
    public Duty duty() {
        return Duty.NOTHING;
    }

    @Override
    public Duration lasts(boolean shortly) {
        return Duration.ofSeconds(shortly ? 4 : 20);
    }
}
