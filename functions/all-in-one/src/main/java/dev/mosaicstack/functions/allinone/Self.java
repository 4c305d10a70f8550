package dev.mosaicstack.functions.allinone;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** This very program: how it was started, how to start it again. */
public final class Self {

    /** Set by the launcher: whether standard output is a terminal. */
    public static final boolean ON_A_TERMINAL = Boolean.getBoolean("mosaic.tty");

    private Self() {}

    /** The command line that starts this program with other arguments, on the JVM or as a native executable. */
    public static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        String classPath = System.getProperty("java.class.path", "");
        if (!classPath.isEmpty()) {
            command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
            command.add("-Dmosaic.home=" + System.getProperty("mosaic.home", ""));
            command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
            command.addAll(startUpCache());
            command.addAll(program(classPath));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> startUpCache() {
        String cache = System.getProperty("mosaic.aot");
        return cache == null ? List.of() : List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr");
    }

    private static List<String> program(String classPath) {
        boolean runnableJar = classPath.endsWith("quarkus-run.jar");
        return runnableJar
                ? List.of("-jar", Path.of(classPath).toAbsolutePath().toString())
                : List.of("-cp", classPath, Mosaic.class.getName());
    }

    /** Since the operating system started this process; includes what Java needed before {@code main}. */
    public static Duration age() {
        Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return Duration.between(start, Instant.now());
    }
}
