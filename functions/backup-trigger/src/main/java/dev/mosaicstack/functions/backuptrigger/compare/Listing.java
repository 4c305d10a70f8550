package dev.mosaicstack.functions.backuptrigger.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is in a snapshot. It is listed while something else goes on, into a file: however many names there are, they take
 * no memory.
 */
public final class Listing implements Nodes, AutoCloseable {

    private static final int BUFFER = 256 * 1024;

    private final Restic restic;
    private final Path file;
    private final Child child;
    private final Thread thread;
    private Failure failure;
    private long files;
    private long bytes;

    /** @param file one that is not there, in a folder that nobody else can read */
    public Listing(Restic restic, String snapshot, Path file) throws Failure {
        this.restic = restic;
        this.file = file;
        this.child = restic.start(List.of("ls", "--json", "--no-lock", snapshot));
        this.thread = Thread.ofPlatform().daemon().name("restic ls").start(this::list);
    }

    private void list() {
        try {
            spool();
            restic.end(child, "ls");
        } catch (Failure e) {
            failure = e;
        } catch (IOException | RuntimeException e) {
            failure = new Failure(Fault.RESTIC_FAILED, "restic ls: " + e.getMessage());
        }
    }

    private void spool() throws IOException {
        try (var to = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
                var lines = new BufferedReader(new InputStreamReader(child.out(), StandardCharsets.UTF_8))) {
            child.in().close();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                write(line, to);
            }
        }
    }

    private void write(String line, DataOutputStream to) throws IOException {
        JsonNode json = line.startsWith("{") ? Json.tree(line) : null;
        if (json != null && json.has("path") && json.has("type")) {
            Node node = Node.of(json);
            node.write(to);
            files += node.type() == Node.Type.FILE ? 1 : 0;
            bytes += node.size();
        }
    }

    /** Waits until all is listed. */
    public Listing whole() throws Failure {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Fault.STOPPED, "it was told to stop");
        }
        restic.programs().mustGoOn();
        if (failure != null) {
            throw failure;
        }
        return this;
    }

    /** How many files there are; once it is {@link #whole()}. */
    public long files() {
        return files;
    }

    /** How large the files are together; once it is {@link #whole()}. */
    public long bytes() {
        return bytes;
    }

    /** Once it is {@link #whole()}. */
    @Override
    public void read(Reader reader) throws Failure {
        try (var from = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            while (from.available() > 0) {
                reader.node(Node.read(from));
            }
        } catch (IOException e) {
            throw new Failure(Fault.INTERNAL, "cannot read " + file + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
