package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Product;

/** kill -9 of Redis; the product itself has to start another. */
record KillRedis(RedisServer redis) implements Fault {

    KillRedis(Product product) {
        this(new RedisServer(product));
    }

    @Override
    public String name() {
        return "kill-redis";
    }

    @Override
    public void inject() {
        redis.handle().destroyForcibly();
    }

    @Override
    public void heal() {
        redis.awaitAnswer();
    }

    @Override
    public Duty duty() {
        return Duty.ACKNOWLEDGE;
    }
}
