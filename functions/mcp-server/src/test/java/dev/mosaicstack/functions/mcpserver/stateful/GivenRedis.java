package dev.mosaicstack.functions.mcpserver.stateful;

import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** It holds nothing; what it was told to do is kept. */
final class GivenRedis {

    private final List<List<String>> commands = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile Error error;

    void away(boolean now) {
        away = now;
    }

    /** The next command meets it. */
    void failWith(Error once) {
        error = once;
    }

    RedisDataSource source() {
        return (RedisDataSource) Proxy.newProxyInstance(
                RedisDataSource.class.getClassLoader(),
                new Class<?>[] {RedisDataSource.class},
                (proxy, method, given) -> {
                    List<String> command = new ArrayList<>(List.of((String) given[0]));
                    command.addAll(Arrays.asList((String[]) given[1]));
                    commands.add(command);
                    if (error != null) {
                        Error once = error;
                        error = null;
                        throw once;
                    }
                    if (away) {
                        throw new IllegalStateException("away");
                    }
                    return nothing();
                });
    }

    private static Response nothing() {
        return Response.newInstance((io.vertx.redis.client.Response) Proxy.newProxyInstance(
                io.vertx.redis.client.Response.class.getClassLoader(),
                new Class<?>[] {io.vertx.redis.client.Response.class},
                (proxy, method, given) -> Collections.emptyIterator()));
    }

    List<Instant> askedSince() {
        return commands.stream()
                .filter(command -> command.getFirst().equals("ZRANGEBYSCORE"))
                .map(command -> Instant.ofEpochMilli(Long.parseLong(command.get(2))))
                .toList();
    }

    List<String> forgotten() {
        return commands.stream()
                .filter(command -> command.getFirst().equals("ZREM"))
                .flatMap(command -> command.stream().skip(2))
                .toList();
    }
}
