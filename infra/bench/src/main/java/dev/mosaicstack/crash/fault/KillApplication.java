package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Product;

/** kill -9, and a new process on what is left; its Redis lives on, as after a real crash. */
record KillApplication(Product product) implements Fault {

    @Override
    public String name() {
        return "kill-app";
    }

    @Override
    public void inject() {
        product.kill();
    }

    @Override
    public void heal() {
        product.startAgain();
    }

    @Override
    public Duty duty() {
        return Duty.NOTHING;
    }
}
