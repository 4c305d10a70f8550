package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Product;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Runs of one policy, each called for and waited for.
 *
 * @param idleMebibytes memory of the process before the first of them
 */
public record BackupRuns(Product product, String policy, double idleMebibytes) {

    public BackupRuns(Product product, String policy) {
        this(product, policy, product.mebibytes());
    }

    /** From the call to the answer that says that it succeeded. */
    public record Took(double seconds, double idleMebibytes, double peakMebibytes) {

        public double above() {
            return Math.max(0, peakMebibytes - idleMebibytes);
        }
    }

    public Took backup() {
        return run("backup-run", "{\"policy\":\"" + policy + "\"}");
    }

    public Took drill() {
        return run("backup-verify", "{\"policy\":\"" + policy + "\",\"kind\":\"drill\"}");
    }

    private Took run(String call, String body) {
        try (HttpLine line = product.line()) {
            product.forgetPeak();
            long begin = System.nanoTime();
            HttpLine.Answer run = line.call(call, product.secret(), body).expect(202);
            String id = run.field("runId");
            while (!run.field("state").equals("succeeded")) {
                if (run.field("state").matches("failed|interrupted")) {
                    throw new Measured.Spoilt(run.body());
                }
                run = line.call(
                                "backup-status",
                                product.secret(),
                                "{\"runId\":\"" + id + "\",\"waitSeconds\":30,\"sinceVersion\":" + run.field("version")
                                        + "}")
                        .expect(200);
            }
            return new Took((System.nanoTime() - begin) / 1e9, idleMebibytes, product.peakMebibytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
