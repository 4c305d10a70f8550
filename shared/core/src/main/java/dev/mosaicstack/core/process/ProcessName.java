package dev.mosaicstack.core.process;

import dev.mosaicstack.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name under which a process holds something for a time. Processes that see the same process table (the same boot,
 * the same namespace of process ids) can tell from it that one of them is dead, without waiting for that time to end;
 * about any other, nothing is ever said. Known on Linux alone: elsewhere a name says nothing.
 */
public final class ProcessName {

    /** At most 64 characters: where it has been seen, which process, begun when, and something to tell two holders apart. */
    private static final Pattern FORM = Pattern.compile("p-([0-9a-f]{16})-(\\d{1,10})-(\\d{1,19})-[0-9a-f]{12}");

    private static final ProcessName HERE = new ProcessName(Path.of("/proc"));

    /** Field 22 of proc_pid_stat(5) without the two before the closing bracket, counted from 0. */
    private static final int START = 19;

    private final Path proc;

    ProcessName(Path proc) {
        this.proc = proc;
    }

    /** Another one with each call. */
    public static String next() {
        return HERE.create();
    }

    /** False also where it cannot be told. */
    public static boolean isGone(String name) {
        return HERE.gone(name);
    }

    String create() {
        String random = UUID.randomUUID().toString();
        try {
            String pid = Files.readSymbolicLink(proc.resolve("self")).toString();
            String start = stat(pid).get(START);
            return "p-" + place() + "-" + pid + "-" + start + "-" + random.substring(24);
        } catch (IOException | RuntimeException e) {
            return random;
        }
    }

    boolean gone(String name) {
        Matcher parts = FORM.matcher(name);
        try {
            return parts.matches() && parts.group(1).equals(place()) && isOver(parts.group(2), parts.group(3));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private boolean isOver(String pid, String start) throws IOException {
        try {
            List<String> now = stat(pid);
            // Its number may have been given to another one.
            return now.getFirst().equals("Z") || !now.get(START).equals(start);
        } catch (NoSuchFileException e) {
            // Where processes of others are hidden, the first one is, too.
            return Files.isReadable(proc.resolve("1/stat"));
        }
    }

    /** From the state on: the name before it may have blanks and brackets. */
    private List<String> stat(String pid) throws IOException {
        String line = Files.readString(proc.resolve(pid).resolve("stat"), StandardCharsets.ISO_8859_1);
        return Arrays.asList(line.substring(line.lastIndexOf(')') + 2).split(" "));
    }

    /** Process ids and start times mean the same to whoever has the same of all these. */
    private String place() throws IOException {
        String boot =
                Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        String place = boot + namespace("pid") + namespace("time");
        return Json.sha256(place.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** An older kernel has none of times. */
    private String namespace(String kind) throws IOException {
        Path link = proc.resolve("self/ns").resolve(kind);
        return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
    }
}
