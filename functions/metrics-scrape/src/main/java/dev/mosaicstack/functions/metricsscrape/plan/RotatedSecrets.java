package dev.mosaicstack.functions.metricsscrape.plan;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Probe;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks at a target whose password or token is in a file: before each look, whether that is another one now. Whoever
 * rotates secrets need not start this process again. While the file cannot be used the last secret stays.
 */
final class RotatedSecrets implements Probe {

    private static final Logger LOG = Logger.getLogger(RotatedSecrets.class);

    private final List<Path> files;
    private final Supplier<Probe> anew;
    private volatile Probe probe;
    private volatile String seen;

    /** @param probe with what is in the files now; @param anew the same with what will be in them */
    RotatedSecrets(Probe probe, List<Path> files, Supplier<Probe> anew) {
        this.seen = stamp(files);
        this.probe = probe;
        this.files = files;
        this.anew = anew;
    }

    @Override
    public List<Family> read() throws Unreadable, InterruptedException {
        String now = stamp(files);
        if (!now.equals(seen)) {
            seen = now;
            renew();
        }
        return probe.read();
    }

    private void renew() {
        try {
            Probe old = probe;
            probe = anew.get();
            old.close();
        } catch (ConfigurationException e) {
            LOG.warnf("the last secret stays: %s", e.getMessage());
        }
    }

    /** Also where a link now leads to another file, as Kubernetes rotates them. */
    private static String stamp(List<Path> files) {
        var stamp = new StringBuilder();
        for (Path file : files) {
            try {
                var now = Files.readAttributes(file, BasicFileAttributes.class);
                stamp.append(now.lastModifiedTime()).append(now.size()).append(now.fileKey());
            } catch (IOException e) {
                stamp.append("none");
            }
        }
        return stamp.toString();
    }

    @Override
    public void close() {
        probe.close();
    }
}
