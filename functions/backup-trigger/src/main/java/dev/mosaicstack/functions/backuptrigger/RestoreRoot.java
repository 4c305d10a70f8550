package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.functions.backuptrigger.run.Target;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder that callers may restore into. @param path absolute */
record RestoreRoot(Path path) {

    /** @return a path below it without symbolic links, or the root itself where there is a problem */
    Path resolve(Check check, String target) {
        try {
            Path relative = Path.of(check.text("target", target));
            Path below = path.resolve(relative).normalize();
            boolean plain = relative.equals(relative.normalize()) && !relative.isAbsolute();
            if (!plain || !below.startsWith(path) || below.equals(path)) {
                check.problem("target", "is no plain path below the folder for restores");
            } else {
                Path real = Target.real(below);
                if (real.startsWith(Target.real(path)) && !real.equals(Target.real(path))) {
                    return real;
                }
                check.problem("target", "leads out of the folder for restores");
            }
        } catch (InvalidPathException e) {
            check.problem("target", "is no path");
        } catch (IOException e) {
            check.problem("target", "cannot be looked at");
        }
        return path;
    }
}
