package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Product;

/** FLUSHALL: everything in Redis is gone, and the product has to notice. */
record FlushRedis(RedisServer redis) implements Fault {

    FlushRedis(Product product) {
        this(new RedisServer(product));
    }

    @Override
    public String name() {
        return "flush-redis";
    }

    @Override
    public void inject() {
        redis.flush();
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
