package dev.mosaicstack.functions.allinone.doctor;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.backup.Policies;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether each backup policy has what it needs. Nothing where none is configured. */
record BackupChecks(Setup setup) {

    /** How long a repository may take to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    List<Finding> all() {
        try {
            Policies policies = Policies.of(setup);
            if (policies.none()) {
                return List.of();
            }
            List<Finding> findings = new ArrayList<>();
            for (Plan plan : policies.plans().byName().values()) {
                findings.addAll(policy(plan));
            }
            return findings;
        } catch (Problem wrong) {
            return List.of(Finding.fail("backups", wrong.getMessage(), "correct this setting"));
        }
    }

    private List<Finding> policy(Plan plan) {
        List<Finding> findings = new ArrayList<>();
        for (Tool tool : tools(plan)) {
            try {
                tool.path();
            } catch (Failure missing) {
                String[] words = missing.getMessage().split(": ", 2);
                findings.add(Finding.fail("backups", plan.name() + ": " + words[0], words[1]));
            }
        }
        Path password = plan.repository().passwordFile();
        if (openToOthers(password)) {
            findings.add(
                    Finding.warn("backups", plan.name() + ": others can read " + password, "chmod 600 " + password));
        }
        if (Tool.RESTIC.find().isPresent()) {
            findings.add(repository(plan));
        }
        return findings;
    }

    private static Set<Tool> tools(Plan plan) {
        Set<Tool> tools = EnumSet.of(Tool.RESTIC);
        if (plan.repository().isSftp()) {
            tools.add(Tool.SSH);
        }
        plan.sources().forEach(source -> tools.addAll(tools(source)));
        if (plan.limits().nice() != null) {
            tools.add(Tool.NICE);
        }
        return tools;
    }

    private static List<Tool> tools(Source source) {
        return switch (source) {
            case Source.Postgresql p -> List.of(Tool.PG_DUMP, Tool.PG_RESTORE);
            case Source.Mariadb m -> List.of(Tool.MARIADB_DUMP, Tool.MARIADB);
            case Source.Redis r -> List.of(Tool.REDIS_CLI, Tool.REDIS_SERVER);
            case Source.Git g -> List.of(Tool.GIT);
            case Source.Command c -> List.of(Tool.SHELL);
            case Source.Sqlite s -> List.of();
            case Source.Files f -> List.of();
        };
    }

    private static boolean openToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without such permissions.
            return false;
        }
    }

    /** Without a cache: nothing is made. */
    private Finding repository(Plan plan) {
        var programs = new Programs();
        var restic = new Restic(programs, plan, setup.data().root().resolve("backup"));
        var why = new Failure(Fault.REPOSITORY_UNREACHABLE, "it did not answer within " + PATIENCE);
        try {
            programs.within(PATIENCE, why, () -> restic.run(line -> {}, "cat", "config", "--no-lock", "--no-cache"));
            return Finding.ok("backups", plan.name() + ": the password opens " + plan.repository());
        } catch (Failure failure) {
            String says = plan.name() + ": " + failure.fault() + ": " + failure.getMessage();
            return failure.fault() == Fault.REPOSITORY_MISSING
                    ? Finding.fail("backups", says, "./mosaic backup init " + plan.name())
                    : Finding.fail("backups", says, failure.fault().mend());
        }
    }
}
