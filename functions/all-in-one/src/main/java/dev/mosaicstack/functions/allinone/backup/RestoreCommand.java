package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import jakarta.enterprise.inject.Vetoed;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic backup restore}: writes what was backed up to a folder. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(name = "restore", description = "Write what was backed up to an empty folder.", sortOptions = false)
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "POLICY", description = "The policy, as it is called in the settings.")
    String policy;

    @Option(
            names = "--target",
            paramLabel = "DIR",
            required = true,
            description = "Where to: a folder that is empty or not there.")
    Path target;

    @Option(
            names = "--snapshot",
            paramLabel = "ID",
            defaultValue = "latest",
            description = "Which one, as list shows it; the newest of each source by default.")
    String snapshot;

    @Option(names = "--source", paramLabel = "NAME", description = "Only this source; may be given again.")
    List<String> sources = List.of();

    @Option(
            names = "--include",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Only these, as they are called in the snapshot.")
    List<String> include = List.of();

    @Mixin
    Saying saying;

    @Mixin
    Place place;

    private final Environment environment;
    private final Shutdown shutdown;

    RestoreCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        Setup setup = place.setup(environment);
        Sources.mustBeOf(Policies.of(setup).plan(policy), sources);
        String folder = target.toAbsolutePath().normalize().toString();
        var order = new Order("command", sources, snapshot, folder, include);
        var run = new OneRun(policy, Kind.RESTORE, order, saying, Terminal.ofThisProcess(environment), shutdown);
        return new Application(setup).run(run);
    }
}
