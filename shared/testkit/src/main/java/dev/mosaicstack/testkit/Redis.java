package dev.mosaicstack.testkit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The few words of RESP2 that a test needs to look into a real Redis. Not for use by several threads. */
public final class Redis implements AutoCloseable {

    /** One entry of a stream. */
    public record Entry(String id, Map<String, String> fields) {}

    private final Socket socket;
    private final InputStream in;

    private Redis(Socket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /** Reads port and password from {@code redis/redis.conf} of a data folder. */
    public static Redis ofDataFolder(Path data) {
        try {
            return connect(Integer.parseInt(setting(data, "port")), setting(data, "requirepass"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same server as a setting for others. */
    public static String url(Path data) {
        try {
            return "redis://:" + setting(data, "requirepass") + "@127.0.0.1:" + setting(data, "port");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String setting(Path data, String name) throws IOException {
        for (String line : Files.readAllLines(data.resolve("redis/redis.conf"))) {
            String[] words = line.strip().replace("\"", "").split("\\s+", 2);
            if (words[0].equals(name)) {
                return words[1];
            }
        }
        throw new IllegalStateException("no " + name + " in redis.conf of " + data);
    }

    public static Redis connect(int port, String password) throws IOException {
        var socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        var redis = new Redis(socket, new BufferedInputStream(socket.getInputStream()));
        if (!password.isEmpty()) {
            redis.command("AUTH", password);
        }
        return redis;
    }

    /** Sends one command; answers String, Long, List or null. @throws IllegalStateException where Redis says -ERR */
    public Object command(String... words) {
        try {
            var out = new java.io.ByteArrayOutputStream();
            out.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.writeBytes(bytes);
                out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            socket.getOutputStream().write(out.toByteArray());
            return reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All entries of a stream, oldest first. */
    public List<Entry> stream(String key) {
        var entries = new ArrayList<Entry>();
        for (Object entry : (List<?>) command("XRANGE", key, "-", "+")) {
            List<?> idAndFields = (List<?>) entry;
            List<?> flat = (List<?>) idAndFields.get(1);
            var fields = new LinkedHashMap<String, String>();
            for (int i = 0; i < flat.size(); i += 2) {
                fields.put((String) flat.get(i), (String) flat.get(i + 1));
            }
            entries.add(new Entry((String) idAndFields.get(0), fields));
        }
        return entries;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            case '-' -> throw new IllegalStateException(rest);
            default -> throw new IOException("not RESP: " + line);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Object> array(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        var items = new ArrayList<Object>(length);
        for (int i = 0; i < length; i++) {
            items.add(reply());
        }
        return items;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("Redis closed the connection");
            }
            line.append((char) c);
        }
        in.skipNBytes(1);
        return line.toString();
    }
}
