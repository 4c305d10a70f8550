package dev.mosaicstack.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Measures, each figure beside a reference of the same run. */
@Command(name = "bench", description = "measure this machine: each figure beside a reference of the same run")
public final class BenchCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
