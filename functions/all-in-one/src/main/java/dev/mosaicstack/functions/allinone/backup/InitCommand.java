package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import jakarta.enterprise.inject.Vetoed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mosaic backup init}: makes the repository of a policy, where there is none. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(name = "init", description = "Make the repository of a policy.", sortOptions = false)
final class InitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "POLICY", description = "The policy, as it is called in the settings.")
    String policy;

    @Mixin
    Place place;

    private final Environment environment;
    private final Shutdown shutdown;

    InitCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        Policies policies = Policies.of(place.setup(environment));
        policies.mustKnow(policy);
        passwordMustBeThere(policies);
        Plan plan = policies.plan(policy);
        Restic restic = Repositories.open(policies, plan, shutdown);
        try {
            if (isThere(restic)) {
                System.out.println("there is a repository in " + plan.repository() + ", and the password opens it");
            } else {
                restic.run(line -> {}, "init");
                System.out.println("made a repository in " + plan.repository());
                System.out.println("Keep a copy of " + plan.repository().passwordFile()
                        + " on another machine: nobody can read the backups without it.");
            }
            return 0;
        } catch (Failure failure) {
            return Repositories.told(failure);
        }
    }

    private static boolean isThere(Restic restic) throws Failure {
        try {
            restic.run(line -> {}, "cat", "config", "--no-lock");
            return true;
        } catch (Failure failure) {
            if (failure.fault() == Fault.REPOSITORY_MISSING) {
                return false;
            }
            throw failure;
        }
    }

    private void passwordMustBeThere(Policies policies) {
        Optional<String> file = policies.settings().policies().get(policy).passwordFile();
        if (file.isPresent() && !Files.exists(Path.of(file.get()))) {
            throw new Problem("there is no password file " + file.get()
                    + "; make one: (umask 077 && head -c 24 /dev/urandom | base64 > " + file.get() + ")");
        }
    }
}
