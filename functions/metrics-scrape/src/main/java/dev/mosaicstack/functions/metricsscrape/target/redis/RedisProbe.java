package dev.mosaicstack.functions.metricsscrape.target.redis;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import dev.mosaicstack.redis.Resp;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** A Redis or Valkey, in the words of redis_exporter, over one connection, which is kept. */
public final class RedisProbe implements Probe {

    private final RedisAddress address;
    private final Duration timeout;
    private final List<String> streams;

    /** Of the look under way; whoever closes this ends that. */
    private volatile Resp connection;

    /** @param streams whose length is of interest; one that is not there is left out */
    public RedisProbe(RedisAddress address, Duration timeout, List<String> streams) {
        this.address = address;
        this.timeout = timeout;
        this.streams = streams;
    }

    @Override
    public List<Family> read() throws Unreadable {
        boolean kept = connection != null;
        try {
            return families();
        } catch (IOException e) {
            close();
            if (!kept
                    || isNo(e)
                    || e instanceof SocketTimeoutException
                    || Thread.currentThread().isInterrupted()) {
                throw unreadable(e);
            }
        }
        // The server may have been started again since the look before.
        try {
            return families();
        } catch (IOException e) {
            close();
            throw unreadable(e);
        }
    }

    private static boolean isNo(IOException e) {
        return e instanceof Resp.Refused refused && refused.speaksRedis();
    }

    private List<Family> families() throws IOException {
        Resp there = connection;
        if (there == null) {
            there = Resp.open(address.host(), address.port(), address.tls() ? Resp.Tls.NAMED : Resp.Tls.NONE, timeout);
            connection = there;
            there.authenticate(address.user(), address.password());
            if (address.database() != 0) {
                there.ask("SELECT", String.valueOf(address.database()));
            }
        }
        var found = new Gauges().add("redis_up", "1 where the server answers, 0 where it does not.", 1);
        RedisInfo.of(there.ask("INFO")).into(found);
        for (String stream : streams) {
            length(there, stream, found);
        }
        return found.families();
    }

    private static void length(Resp there, String stream, Gauges found) throws IOException {
        try {
            if (there.ask("TYPE", stream).equals("stream")) {
                found.add(
                        "redis_stream_length",
                        "Entries of a stream.",
                        Double.parseDouble(there.ask("XLEN", stream)),
                        "stream",
                        stream);
            }
        } catch (Resp.Refused e) {
            if (!e.speaksRedis()) {
                throw e;
            }
            // What we may not look at is left out.
        }
    }

    private Unreadable unreadable(IOException e) {
        String why =
                switch (e) {
                    case Resp.Refused refused when refused.speaksRedis() -> "it says: " + refused.getMessage();
                    case SocketTimeoutException slow -> "no answer within " + timeout.toMillis() / 1000.0 + " s";
                    case ConnectException nobody -> "nobody takes connections there";
                    case UnknownHostException unknown -> "nobody knows the address of that host";
                    case EOFException closed -> "it closed the connection";
                    default -> e.getMessage() == null ? "it closed the connection" : e.getMessage();
                };
        return new Unreadable(
                why,
                new Gauges()
                        .add("redis_up", "1 where the server answers, 0 where it does not.", 0)
                        .families());
    }

    @Override
    public void close() {
        Resp open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It has gone: that is what is wanted.
            }
        }
    }
}
