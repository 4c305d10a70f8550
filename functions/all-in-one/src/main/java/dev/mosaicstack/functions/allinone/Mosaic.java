package dev.mosaicstack.functions.allinone;

import dev.mosaicstack.functions.allinone.backup.BackupCommand;
import dev.mosaicstack.functions.allinone.demo.DemoCommand;
import dev.mosaicstack.functions.allinone.demo.WarmCommand;
import dev.mosaicstack.functions.allinone.doctor.DoctorCommand;
import dev.mosaicstack.functions.allinone.rules.RulesCommand;
import dev.mosaicstack.functions.allinone.run.RunCommand;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import dev.mosaicstack.functions.allinone.stdio.McpStdioCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The command line. A plain main method: only {@code run} and {@code backup} start the application, so the other verbs answer at once
 * and work where the application would not.
 */
@QuarkusMain
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(
        name = "mosaic",
        description = "MosAIc Functions: webhooks, sessions, agents, tasks and coordination on one machine.")
public final class Mosaic implements Runnable {

    private static final int WIDTH = 100;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    private CommandLine commandLine;

    public static void main(String... arguments) {
        var shutdown = new Shutdown();
        shutdown.install();
        int code =
                new Mosaic().commandLine(Environment.ofThisProcess(), shutdown).execute(arguments);
        shutdown.decide();
        System.exit(code);
    }

    CommandLine commandLine(Environment environment, Shutdown shutdown) {
        commandLine = new CommandLine(this)
                .addSubcommand(new RunCommand(environment, shutdown))
                .addSubcommand(new DemoCommand(environment, shutdown))
                .addSubcommand(new DoctorCommand(environment))
                .addSubcommand(BackupCommand.with(environment, shutdown))
                .addSubcommand(new RulesCommand(environment))
                .addSubcommand(new McpStdioCommand(environment))
                .addSubcommand(new WarmCommand(shutdown))
                .setUsageHelpWidth(WIDTH)
                .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure));
        return commandLine;
    }

    @Override
    public void run() {
        throw new ParameterException(commandLine, "which of run, demo, doctor, backup, rules, mcp-stdio?");
    }

    private static int explain(Exception failure) throws Exception {
        if (failure instanceof Problem problem) {
            System.err.println("mosaic: " + problem.getMessage());
            return problem.exitCode();
        }
        throw failure;
    }
}
