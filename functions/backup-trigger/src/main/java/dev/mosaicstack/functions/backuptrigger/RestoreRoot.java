package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.input.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder that callers may restore into. @param path absolute */
record RestoreRoot(Path path) {

    /** @return a path below it, or the root itself where there is a problem */
    Path resolve(Check check, String target) {
        try {
            Path relative = Path.of(check.text("target", target));
            Path below = path.resolve(relative).normalize();
            boolean plain = relative.equals(relative.normalize()) && !relative.isAbsolute();
            if (!plain || !below.startsWith(path) || below.equals(path)) {
                check.problem("target", "is no plain path below the folder for restores");
            } else if (!staysBelow(below)) {
                check.problem("target", "leads out of the folder for restores");
            } else {
                return below;
            }
        } catch (InvalidPathException e) {
            check.problem("target", "is no path");
        } catch (IOException e) {
            check.problem("target", "cannot be looked at");
        }
        return path;
    }

    /** Whether no symbolic link on the way leads elsewhere. */
    private boolean staysBelow(Path target) throws IOException {
        for (Path there = target; !there.equals(path); there = there.getParent()) {
            if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
                return there.toRealPath().startsWith(path.toRealPath());
            }
        }
        return true;
    }
}
