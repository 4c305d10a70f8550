package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A shell command before or after something. Its output is dropped; its errors are told where it fails. */
record Hook(String when, String command) {

    /** @param result {@code succeeded} or {@code failed}, empty before anything was done */
    void run(Work work, String source, String result) throws Failure {
        if (command == null) {
            return;
        }
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("MOSAIC_BACKUP_POLICY", work.plan().name());
        environment.put("MOSAIC_BACKUP_SOURCE", source);
        environment.put("MOSAIC_BACKUP_RUN", work.run().id());
        environment.put("MOSAIC_BACKUP_RESULT", result);
        try (Child hook = work.programs().start(List.of(Tool.SHELL.path(), "-c", command), environment, null)) {
            hook.in().close();
            hook.out().transferTo(OutputStream.nullOutputStream());
            int exit = hook.ended();
            work.programs().mustGoOn();
            if (exit != 0) {
                throw failed("ended with " + exit + ": " + hook.lastWords());
            }
        } catch (IOException e) {
            throw failed(e.getMessage());
        }
    }

    private Failure failed(String how) {
        return new Failure(Fault.HOOK_FAILED, "the command " + when + " " + how);
    }
}
