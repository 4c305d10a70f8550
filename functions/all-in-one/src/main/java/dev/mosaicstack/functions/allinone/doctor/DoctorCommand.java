package dev.mosaicstack.functions.allinone.doctor;

import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.Terminal;
import jakarta.enterprise.inject.Vetoed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mosaic doctor}: a table of what is fine and what is not, each with a mend. Changes nothing. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(name = "doctor", description = "Say what is wrong with this machine, and the mend.", sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder to look at (MOSAIC_DATA, else ./data).")
    Path data;

    @Option(names = "--port", paramLabel = "N", description = "The port run would use (MOSAIC_PORT, else 3456).")
    Integer port;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings as properties (MOSAIC_CONFIG, else mosaic.properties in the data folder).")
    Path config;

    private final Environment environment;

    public DoctorCommand(Environment environment) {
        this.environment = environment;
    }

    /** Exit code 1 where anything fails; warnings are no failure. */
    @Override
    public Integer call() {
        List<Finding> findings = examine();
        var terminal = Terminal.ofThisProcess(environment);
        findings.forEach(finding -> print(finding, terminal));
        long failures = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.FAIL)
                .count();
        System.out.println(failures == 0 ? "nothing stands in the way" : failures + " to mend");
        return failures == 0 ? 0 : 1;
    }

    private List<Finding> examine() {
        var setup = Setup.of(data, config, environment);
        var findings = new ArrayList<>(new MachineChecks(environment).all());
        findings.addAll(new DataChecks(setup.environment(), setup.data()).all());
        findings.addAll(new RunChecks(setup.environment(), setup.data(), port).all());
        findings.addAll(new BackupChecks(setup).all());
        findings.addAll(new MetricsChecks(setup).all());
        return findings;
    }

    private static void print(Finding finding, Terminal terminal) {
        String level = String.format("%-4s", finding.level().name().toLowerCase(Locale.ROOT));
        String painted =
                switch (finding.level()) {
                    case OK -> terminal.good(level);
                    case WARN -> terminal.unsure(level);
                    case FAIL -> terminal.bad(level);
                };
        System.out.printf("  %s  %-12s %s%n", painted, finding.what(), finding.says());
        if (!finding.mend().isEmpty()) {
            System.out.printf("        %-12s mend: %s%n", "", finding.mend());
        }
    }
}
