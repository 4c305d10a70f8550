package dev.mosaicstack.crash.fault;

import dev.mosaicstack.crash.product.Product;
import dev.mosaicstack.testkit.Signal;
import java.time.Duration;

/** A Redis that takes connections and answers nothing. */
final class StopRedis implements Fault {

    private final RedisServer redis;
    private ProcessHandle stopped;

    StopRedis(Product product) {
        redis = new RedisServer(product);
    }

    @Override
    public String name() {
        return "stop-redis";
    }

    @Override
    public void inject() {
        stopped = redis.handle();
        Signal.STOP.to(stopped);
    }

    @Override
    public void heal() {
        Signal.CONT.to(stopped);
        redis.awaitAnswer();
    }

    @Override
    public Duty duty() {
        return Duty.ACKNOWLEDGE;
    }

    @Override
    public Duration lasts(boolean shortly) {
        return Duration.ofSeconds(shortly ? 2 : 10);
    }
}
