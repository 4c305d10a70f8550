package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java cannot send. */
public enum Signal {
    STOP,
    INT,
    CONT;

    public void to(ProcessHandle process) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name(), String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("no SIG" + name() + " to " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
