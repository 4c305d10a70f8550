package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A shell command before or after something. Its output is dropped; its errors are told where it fails. */
record Hook(String when, String command) {

    /** How long one may take that runs though the run was told to stop. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    void before(Work work, String source) throws Failure {
        run(work.programs(), work, source, "");
        work.programs().mustGoOn();
    }

    /**
     * Runs also where the run was told to stop: it may have to start again what the one before has stopped.
     *
     * @param result {@code succeeded} or {@code failed}
     */
    void after(Work work, String source, String result) throws Failure {
        var own = new Programs();
        own.within(LONGEST, failed("took longer than " + LONGEST), () -> {
            run(own, work, source, result);
            return null;
        });
    }

    private void run(Programs programs, Work work, String source, String result) throws Failure {
        if (command == null) {
            return;
        }
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("MOSAIC_BACKUP_POLICY", work.plan().name());
        environment.put("MOSAIC_BACKUP_SOURCE", source);
        environment.put("MOSAIC_BACKUP_RUN", work.run().id());
        environment.put("MOSAIC_BACKUP_RESULT", result);
        try (Child hook = programs.silently(List.of(Tool.SHELL.path(), "-c", command), environment)) {
            hook.in().close();
            int exit = hook.ended();
            programs.mustGoOn();
            if (exit != 0) {
                String words = hook.lastWords();
                throw failed("ended with " + exit + (words.isEmpty() ? " and said nothing" : ": " + words));
            }
        } catch (IOException e) {
            programs.mustGoOn();
            throw failed(e.getMessage());
        }
    }

    private Failure failed(String how) {
        return new Failure(Fault.HOOK_FAILED, "the command " + when + " " + how);
    }
}
