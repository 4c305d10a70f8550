package dev.mosaicstack.functions.allinone.redis;

import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.redis.Resp;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** {@code redis://[user][:password]@host[:port][/db]}; {@code rediss} means TLS. */
public record RedisUrl(boolean tls, String host, int port, String user, String password) {

    private static final int DEFAULT_PORT = 6379;

    /** A server on this machine with a password and no user. */
    public static RedisUrl local(int port, String password) {
        return new RedisUrl(false, "127.0.0.1", port, "", password);
    }

    /** @throws Problem where it is malformed; it does not repeat the text, which may hold a password */
    public static RedisUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw malformed(e.getReason());
        }
        if (!"redis".equals(uri.getScheme()) && !"rediss".equals(uri.getScheme())) {
            throw malformed("it must begin with redis:// or rediss://");
        }
        if (uri.getHost() == null) {
            throw malformed("it names no host");
        }
        if (uri.getPort() > 65535) {
            throw malformed("its port is above 65535");
        }
        String[] credentials = credentials(uri.getRawUserInfo());
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        return new RedisUrl("rediss".equals(uri.getScheme()), uri.getHost(), port, credentials[0], credentials[1]);
    }

    private static String[] credentials(String raw) {
        if (raw == null) {
            return new String[] {"", ""};
        }
        int colon = raw.indexOf(':');
        String user = colon < 0 ? raw : raw.substring(0, colon);
        String password = colon < 0 ? "" : raw.substring(colon + 1);
        return new String[] {decode(user), decode(password)};
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Problem malformed(String why) {
        return new Problem("MOSAIC_REDIS_URL is not a Redis URL (" + why + "); write redis://:password@host:6379");
    }

    /** Connects and authenticates; each answer may take {@code timeout}. */
    Resp open(Duration timeout) throws IOException {
        Resp redis = Resp.open(host, port, tls ? Resp.Tls.TRUSTED : Resp.Tls.NONE, timeout);
        try {
            redis.authenticate(user, password);
            return redis;
        } catch (IOException e) {
            redis.close();
            throw e;
        }
    }

    /** Without credentials: fit for any message. */
    public String where() {
        return host + ":" + port;
    }

    /** With credentials: for the client only. */
    public String full() {
        return (tls ? "rediss://" : "redis://") + user + ":" + password + "@" + where();
    }

    @Override
    public String toString() {
        return where();
    }
}
