package dev.mosaicstack.functions.backuptrigger.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.backuptrigger.plan.Limits;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** restic on one repository. Works with 0.14 and newer; where newer ones tell more, it is used but not needed. */
public final class Restic {

    /** How much of an output that is no stream is read, in characters. */
    private static final int MOST = 64 * 1024 * 1024;

    /** They come after a backup and need the repository alone, which a backup did not; others may be at theirs. */
    private static final Set<String> PATIENT = Set.of("tag", "forget", "prune");

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int AGAIN_SECONDS = 5;

    private final Programs programs;
    private final Plan plan;
    private final Path work;
    private final Path temporary;

    /**
     * For what writes no data to the repository.
     *
     * @param work our folder; the cache is below it
     */
    public Restic(Programs programs, Plan plan, Path work) {
        this(programs, plan, work, null);
    }

    /** @param temporary is there, and has room for what is on its way to the repository; null for the system's */
    public Restic(Programs programs, Plan plan, Path work, Path temporary) {
        this.programs = programs;
        this.plan = plan;
        this.work = work;
        this.temporary = temporary;
    }

    /** The same, whose programs end by themselves and not with a run. */
    public Restic with(Programs others) {
        return new Restic(others, plan, work, temporary);
    }

    /** @param exit 0, or of a backup 3 where some files could not be read */
    public record Ended(int exit, String said) {}

    public Path work() {
        return work;
    }

    public Programs programs() {
        return programs;
    }

    /** Starts it; for those who feed it or read it themselves. */
    public Child start(List<String> arguments) throws Failure {
        if (plan.repository().isSftp()) {
            // restic says so as well, but not how to mend it.
            Tool.SSH.path();
        }
        List<String> command = new ArrayList<>();
        Limits limits = plan.limits();
        if (limits.nice() != null) {
            command.addAll(List.of(Tool.NICE.path(), "-n", limits.nice().toString()));
        }
        command.add(Tool.RESTIC.path());
        option(command, "--limit-upload", limits.uploadKib());
        option(command, "--limit-download", limits.downloadKib());
        command.addAll(arguments);
        return programs.start(command, environment(), null);
    }

    private static void option(List<String> command, String option, Integer value) {
        if (value != null) {
            command.add(option);
            command.add(value.toString());
        }
    }

    /** The repository goes here and not among the arguments: everybody can read those, and it may hold a password. */
    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(plan.repository().environment());
        environment.put("RESTIC_REPOSITORY", plan.repository().location());
        environment.put("RESTIC_PASSWORD_FILE", plan.repository().passwordFile().toString());
        environment.put("RESTIC_CACHE_DIR", work.resolve("cache").toString());
        environment.put("RESTIC_PROGRESS_FPS", "2");
        environment.put("RESTIC_PASSWORD", "");
        environment.put("RESTIC_PASSWORD_COMMAND", "");
        environment.put("RESTIC_REPOSITORY_FILE", "");
        if (temporary != null) {
            // Each pack is a file there until it is in the repository: 16 MiB, times connections and one more.
            environment.put("TMPDIR", temporary.toString());
        }
        if (plan.limits().cpus() != null) {
            environment.put("GOMAXPROCS", plan.limits().cpus().toString());
        }
        return environment;
    }

    /**
     * Runs it to its end; where a lock of somebody who is dead is in the way, that is removed and it runs once more.
     * What only changes snapshots waits up to half an hour for somebody who is alive.
     *
     * @param lines gets each line of output as it comes
     * @throws Failure where it ends with anything but 0, and 3 of a backup
     */
    public Ended run(Consumer<String> lines, String... arguments) throws Failure {
        try {
            return once(lines, Arrays.asList(arguments));
        } catch (Failure locked) {
            if (locked.fault() != Fault.REPOSITORY_LOCKED || arguments[0].equals("unlock")) {
                throw locked;
            }
            unlock();
            return PATIENT.contains(arguments[0]) ? patient(lines, arguments) : once(lines, Arrays.asList(arguments));
        }
    }

    /** What was backed up is not given up because somebody else's backup keeps its snapshot from being changed. */
    private Ended patient(Consumer<String> lines, String... arguments) throws Failure {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return once(lines, Arrays.asList(arguments));
            } catch (Failure locked) {
                if (locked.fault() != Fault.REPOSITORY_LOCKED || System.nanoTime() > until) {
                    throw locked;
                }
                pause();
            }
        }
    }

    private void pause() throws Failure {
        for (int second = 0; second < AGAIN_SECONDS; second++) {
            programs.mustGoOn();
            if (Pause.interrupted(Duration.ofSeconds(1))) {
                throw new Failure(Fault.STOPPED, "it was told to stop");
            }
        }
    }

    /** Removes locks of programs that are gone, and none of those that are not. */
    public void unlock() throws Failure {
        once(line -> {}, List.of("unlock"));
    }

    private Ended once(Consumer<String> lines, List<String> arguments) throws Failure {
        try (Child restic = start(arguments)) {
            restic.in().close();
            read(restic, lines);
            return end(restic, arguments.getFirst());
        } catch (IOException e) {
            programs.mustGoOn();
            throw new Failure(Fault.RESTIC_FAILED, "restic " + arguments.getFirst() + ": " + e.getMessage());
        }
    }

    private static void read(Child restic, Consumer<String> lines) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(restic.out(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        }
    }

    /** Waits for its end. @throws Failure as of {@link #run} */
    public Ended end(Child restic, String verb) throws Failure {
        int exit = restic.ended();
        programs.mustGoOn();
        // Newer ones end with it elsewhere too: some snapshots could not be removed, say.
        if (exit != 0 && !(exit == 3 && verb.equals("backup"))) {
            throw ResticFailures.of(exit, verb, restic.said());
        }
        return new Ended(exit, restic.said());
    }

    /** The answer of a command that answers with one piece of JSON. */
    public JsonNode json(String... arguments) throws Failure {
        var text = new StringBuilder();
        run(line -> text.append(text.length() < MOST ? line : ""), arguments);
        try {
            return Json.tree(text.isEmpty() ? "[]" : text.toString());
        } catch (IllegalStateException e) {
            throw new Failure(Fault.RESTIC_FAILED, "restic " + arguments[0] + " answered with what is no JSON");
        }
    }
}
