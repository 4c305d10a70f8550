package dev.mosaicstack.functions.allinone.redis;

import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.redis.Resp;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells a Redis that is away from one that is wrong. Away is no reason not to start: the database is the truth, and
 * everything works without Redis until it is back. Wrong never mends itself.
 */
public final class RedisCheck {

    /** What a server said of itself, or why it is away. */
    public sealed interface Verdict {
        record Answers(String version) implements Verdict {}

        record Away(String why) implements Verdict {}
    }

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private RedisCheck() {}

    /**
     * Asks one server for its version.
     *
     * @throws Problem unknown host, wrong password, something that is no Redis
     */
    public static Verdict look(RedisUrl url) {
        try (Resp redis = url.open(PATIENCE)) {
            redis.ask("PING");
            return new Verdict.Answers(version(redis));
        } catch (UnknownHostException e) {
            throw new Problem("MOSAIC_REDIS_URL: no host is called " + url.host());
        } catch (Resp.Refused e) {
            return judge(url, e);
        } catch (javax.net.ssl.SSLException e) {
            throw new Problem("MOSAIC_REDIS_URL: no TLS with " + url.where() + " (" + e.getMessage() + ")");
        } catch (IOException e) {
            return new Verdict.Away(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private static String version(Resp redis) throws IOException {
        try {
            return field(redis.ask("INFO", "server"), "redis_version").orElse("unknown");
        } catch (Resp.Refused e) {
            // A user that may not ask INFO can still be good for everything we need.
            return "unknown";
        }
    }

    private static Verdict judge(RedisUrl url, Resp.Refused refused) {
        String answer = refused.getMessage();
        if (!refused.speaksRedis()) {
            throw new Problem("MOSAIC_REDIS_URL: " + url.where() + " is not a Redis (" + answer + ")");
        }
        String code = answer.split(" ", 2)[0];
        return switch (code) {
            case "LOADING", "BUSY", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN" -> new Verdict.Away(answer);
            case "NOAUTH" -> throw new Problem("MOSAIC_REDIS_URL: " + url.where() + " wants a password");
            case "WRONGPASS", "ERR" ->
                throw new Problem("MOSAIC_REDIS_URL: " + url.where() + " refuses user or password (" + answer + ")");
            default -> throw new Problem("MOSAIC_REDIS_URL: " + url.where() + " refuses us (" + answer + ")");
        };
    }

    /** One line of Redis' INFO. */
    static Optional<String> field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
