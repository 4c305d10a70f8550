package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import jakarta.enterprise.inject.Vetoed;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mosaic backup}: one thing at a time, for people, cron and Jobs; {@code run} does them by itself. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(
        name = "backup",
        description = "Back up, prove it, restore: once, without a server.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:good",
            "1:failed; with status: something is overdue, or has failed",
            "2:the command line is wrong",
            "3:a source is missing, unreadable or does not hold still",
            "10:there is no repository",
            "11:the repository is locked, or a run of it is under way and the policy does not queue",
            "12:the password is wrong",
            "130, 143:stopped by Ctrl-C, by SIGTERM"
        })
public final class BackupCommand implements Runnable {

    @Spec
    CommandSpec spec;

    private BackupCommand() {}

    /** With its verbs. */
    public static CommandLine with(Environment environment, Shutdown shutdown) {
        return new CommandLine(new BackupCommand())
                .addSubcommand(new InitCommand(environment, shutdown))
                .addSubcommand(new BackupRunCommand(environment, shutdown))
                .addSubcommand(new VerifyCommand(environment, shutdown))
                .addSubcommand(new RestoreCommand(environment, shutdown))
                .addSubcommand(new ListCommand(environment, shutdown))
                .addSubcommand(new StatusCommand(environment, shutdown));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of init, run, verify, restore, list, status?");
    }
}
