package dev.mosaicstack.functions.allinone.doctor;

import dev.mosaicstack.functions.allinone.Environment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the machine must bring along: Java, Maven, git. */
record MachineChecks(Environment environment) {

    private static final int MIN_JAVA = 21;

    List<Finding> all() {
        return List.of(java(), maven(), git());
    }

    private Finding java() {
        Runtime.Version version = Runtime.version();
        String says = version.feature() + " (" + System.getProperty("java.home", "native executable") + ")";
        return version.feature() >= MIN_JAVA
                ? Finding.ok("Java", says)
                : Finding.fail("Java", says, "install a JDK " + MIN_JAVA + " or newer and set JAVA_HOME");
    }

    private Finding maven() {
        return onPath("mvn")
                .map(path -> Finding.ok("Maven", path.toString()))
                .orElseGet(() -> Finding.warn(
                        "Maven", "not on the PATH", "install it (apt-get install maven) to build or test again"));
    }

    private Finding git() {
        return onPath("git")
                .map(path -> Finding.ok("git", path.toString()))
                .orElseGet(() -> Finding.warn("git", "not on the PATH", "install it to update this checkout"));
    }

    private Optional<Path> onPath(String program) {
        return environment.get("PATH").stream()
                .flatMap(path -> List.of(path.split(File.pathSeparator)).stream())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
