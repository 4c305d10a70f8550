package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic backup run}: backs up once, and ends. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(name = "run", description = "Back up once.", sortOptions = false)
final class BackupRunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "POLICY", description = "The policy, as it is called in the settings.")
    String policy;

    @Option(names = "--source", paramLabel = "NAME", description = "Only this source; may be given again.")
    List<String> sources = List.of();

    @Mixin
    Saying saying;

    @Mixin
    Place place;

    private final Environment environment;
    private final Shutdown shutdown;

    BackupRunCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        Setup setup = place.setup(environment);
        Sources.mustBeOf(Policies.of(setup).plan(policy), sources);
        var order = new Order("command", sources, null, null, List.of());
        var run = new OneRun(policy, Kind.BACKUP, order, saying, Terminal.ofThisProcess(environment), shutdown);
        return new Application(setup).run(run);
    }
}
