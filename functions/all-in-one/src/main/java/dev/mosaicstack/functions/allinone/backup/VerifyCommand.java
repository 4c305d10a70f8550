package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import jakarta.enterprise.inject.Vetoed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mosaic backup verify}: proves what was backed up, once, and ends. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(name = "verify", description = "Prove what was backed up, once.", sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "POLICY", description = "The policy, as it is called in the settings.")
    String policy;

    @Parameters(
            paramLabel = "KIND",
            arity = "0..1",
            defaultValue = "drill",
            description =
                    "structure: all is there; data: a part of it is read; drill: the newest is restored and compared"
                            + " (the default).")
    Proof kind;

    @Mixin
    Saying saying;

    @Mixin
    Place place;

    private final Environment environment;
    private final Shutdown shutdown;

    VerifyCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        Setup setup = place.setup(environment);
        Policies.of(setup).plan(policy);
        var run = new OneRun(
                policy, kind.kind(), Order.all("command"), saying, Terminal.ofThisProcess(environment), shutdown);
        return new Application(setup).run(run);
    }
}
