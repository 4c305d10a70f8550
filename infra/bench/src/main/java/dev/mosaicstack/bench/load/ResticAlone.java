package dev.mosaicstack.bench.load;

import dev.mosaicstack.testkit.Folders;
import dev.mosaicstack.testkit.PlainRestic;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long restic takes for what it does alone, as somebody uses it who has nothing else. */
public record ResticAlone(PlainRestic restic) {

    /** An empty repository, in place of what was there. */
    public void begin() {
        if (Files.exists(restic.repository())) {
            Folders.delete(restic.repository());
        }
        restic.init();
    }

    /** @return seconds */
    public double backup(Path source) {
        return run("backup", "-q", source.toString());
    }

    /** @return seconds */
    public double restore(Path target) {
        if (Files.exists(target)) {
            Folders.delete(target);
        }
        return run("restore", "-q", "latest", "--target", target.toString());
    }

    private double run(String... arguments) {
        long begin = System.nanoTime();
        restic.run(arguments);
        return (System.nanoTime() - begin) / 1e9;
    }
}
