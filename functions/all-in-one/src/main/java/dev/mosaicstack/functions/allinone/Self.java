package dev.mosaicstack.functions.allinone;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** This very program: how it was started, how to start it again. */
public final class Self {

    private Self() {}

    /** Set by the launcher: whether standard output is a terminal. */
    public static boolean isOnATerminal() {
        return Boolean.getBoolean("mosaic.tty");
    }

    /** The command line that starts this program with other arguments, on the JVM or as a native executable. */
    public static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        String classPath = System.getProperty("java.class.path", "");
        if (!classPath.isEmpty()) {
            command.addAll(List.of(
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED"));
            command.add("-Dmosaic.home=" + System.getProperty("mosaic.home", ""));
            command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
            command.addAll(program(classPath));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /** As the launcher does it: with its start-up cache and its file of arguments, or the runnable jar. */
    private static List<String> program(String classPath) {
        String cache = System.getProperty("mosaic.aot");
        String arguments = System.getProperty("mosaic.classpath");
        if (cache != null && arguments != null) {
            return List.of(
                    "-XX:AOTCache=" + cache,
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr",
                    "@" + arguments,
                    Mosaic.class.getName());
        }
        return classPath.endsWith("quarkus-run.jar")
                ? List.of("-jar", Path.of(classPath).toAbsolutePath().toString())
                : List.of("-cp", classPath, Mosaic.class.getName());
    }

    /** Since Java began; what the operating system says of a process' start may be wrong by a second. */
    public static Duration age() {
        return Duration.ofMillis(System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
