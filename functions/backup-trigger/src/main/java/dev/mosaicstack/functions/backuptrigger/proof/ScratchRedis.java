package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Pause;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A redis-server that nobody else reaches: on a socket in a folder of ours, which saves nothing. It starts as a replica
 * of nobody, because a master drops keys whose time has come, and those were counted.
 */
record ScratchRedis(Programs programs, Path folder) {

    static final String RDB = "dump.rdb";

    private static final String SOCKET = "s";
    private static final String LOG = "log";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Pattern DATABASE = Pattern.compile("(?m)^(db\\d+):keys=(\\d+),");
    private static final Pattern FOREIGN = Pattern.compile(
            "Can't handle RDB format version|no matching module|module .* (unknown|can't load)",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> SETTINGS = List.of(
            "--port",
            "0",
            "--unixsocket",
            SOCKET,
            "--unixsocketperm",
            "700",
            "--save",
            "",
            "--appendonly",
            "no",
            "--databases",
            "10000",
            "--dbfilename",
            RDB,
            "--logfile",
            LOG,
            "--replicaof",
            "127.0.0.1",
            "0");

    /**
     * @return the keys of each database; empty where this server is too old, or lacks a module
     * @throws Failure {@code DRILL_MISMATCH} where it is damaged
     */
    Optional<List<Sums.Table>> load() throws Failure {
        List<String> command = new ArrayList<>(List.of(Tool.REDIS_SERVER.path()));
        command.addAll(SETTINGS);
        // Paths of sockets are short, folders' may be long: so it works in its folder.
        try (Child server = programs.start(command, Map.of(), folder)) {
            while (server.isAlive()) {
                String info = ask("INFO");
                if (info.contains("loading:0")) {
                    return Optional.of(databases(info));
                }
                Pause.interrupted(LOOK);
                programs.mustGoOn();
            }
            programs.mustGoOn();
            String words = words(server);
            if (FOREIGN.matcher(words).find()) {
                return Optional.empty();
            }
            throw new Failure(Fault.DRILL_MISMATCH, "a redis-server cannot load the restored RDB: " + words);
        }
    }

    private String ask(String question) throws Failure {
        try (Child cli = programs.start(
                List.of(Tool.REDIS_CLI.path(), "-s", SOCKET, question), Map.of("REDISCLI_AUTH", ""), folder)) {
            cli.in().close();
            return new String(cli.out().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Sums.Table> databases(String info) {
        return DATABASE.matcher(info)
                .results()
                .map(found -> new Sums.Table(found.group(1), Long.parseLong(found.group(2)), ""))
                .toList();
    }

    private String words(Child server) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(LOG), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.contains(" # ") && !line.contains("WARNING"))
                    .map(line -> line.substring(line.indexOf(" # ") + 3))
                    .toList();
            return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return server.lastWords();
        }
    }
}
