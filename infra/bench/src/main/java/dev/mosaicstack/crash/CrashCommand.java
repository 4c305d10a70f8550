package dev.mosaicstack.crash;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Kills what it runs, again and again, and checks that nothing acknowledged was lost. */
@Command(name = "crash", description = "kill, freeze and starve real processes under load, then check the ledger")
public final class CrashCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
