package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Server;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MariaDB's own programs on one server: they know how to encrypt and to log in as this machine was set up for.
 *
 * @param folder where they look for a user's own settings once we have a password: a person's must not win over ours
 */
public record Mariadb(Server server, Programs programs, Path folder) {

    /** Seconds until a server that does not answer is given up. */
    private static final String CONNECT_SECONDS = "10";

    /** The longest row that a server can have: these programs' own limit is far below. */
    private static final String PACKET = "--max-allowed-packet=1G";

    /** All that a database has, in one state of it, always in the same order. */
    private static final List<String> DUMP = List.of(
            "--single-transaction",
            "--quick",
            "--routines",
            "--triggers",
            "--hex-blob",
            "--order-by-primary",
            "--no-tablespaces",
            "--comments",
            "--skip-dump-date",
            "--default-character-set=utf8mb4",
            PACKET);

    private static final Pattern NUMBER = Pattern.compile("(?:ERROR|[Ee]rror:?) (\\d{4})\\b|\\((\\d{4})\\)$");

    private static final Pattern SAID = Pattern.compile("^(ERROR|mariadb|mysql)");

    /** mariadb.com/kb/en/mariadb-error-codes. */
    private static final int UNKNOWN_DATABASE = 1049;

    private static final Set<Integer> NO_RIGHT = Set.of(1044, 1142, 1143, 1227, 1370);
    /** It is the server that is at fault, and not what it was given: connections, rows that it does not take, no room. */
    private static final Set<Integer> REFUSED =
            Set.of(1021, 1040, 1045, 1114, 1153, 1203, 1226, 2002, 2003, 2005, 2006, 2012, 2013, 2026);

    /** Starts to dump its database. @throws Failure as of {@link #failure}, also where it does not answer in time */
    public Child dump() throws Failure {
        // mariadb-dump itself would wait for ever; and where events are switched off, it fails at them.
        boolean events = !ask("SELECT @@event_scheduler").equals(List.of("DISABLED"));
        List<String> command = command(Tool.MARIADB_DUMP);
        command.addAll(DUMP);
        command.add(events ? "--events" : "--skip-events");
        command.add("--");
        command.add(server.database());
        return programs.start(command, environment(), null);
    }

    /** A client that takes SQL on its standard input, and gives up at the first error. */
    public Child client() throws Failure {
        return client("--batch", "--skip-column-names", "--unbuffered");
    }

    private Child client(String... options) throws Failure {
        List<String> command = command(Tool.MARIADB);
        command.add("--connect-timeout=" + CONNECT_SECONDS);
        command.add("--default-character-set=utf8mb4");
        command.add(PACKET);
        command.addAll(List.of(options));
        if (!server.database().isEmpty()) {
            command.add("--database=" + server.database());
        }
        return programs.start(command, environment(), null);
    }

    /** @return what it answered, a line for each row with tabs between columns @throws Failure as of {@link #failure} */
    public List<String> ask(String sql) throws Failure {
        try (Child client = client("--batch", "--skip-column-names", "--execute=" + sql)) {
            client.in().close();
            String said = new String(client.out().readAllBytes(), StandardCharsets.UTF_8);
            mustBeWell(client, Fault.SOURCE_REFUSED);
            return said.lines().toList();
        } catch (IOException e) {
            throw new Failure(Fault.SOURCE_REFUSED, "the database at " + server + " went away: " + e.getMessage());
        }
    }

    /** Waits for its end. @throws Failure as of {@link #failure} */
    public void mustBeWell(Child program, Fault otherwise) throws Failure {
        int exit = program.ended();
        programs.mustGoOn();
        if (exit != 0) {
            throw failure(program, exit, otherwise);
        }
    }

    /** What a program of ours means. @param otherwise where it is none of the known ones */
    private Failure failure(Child program, int exit, Fault otherwise) {
        String words = words(program);
        Matcher number = NUMBER.matcher(words);
        int code = number.find() ? Integer.parseInt(number.group(1) == null ? number.group(2) : number.group(1)) : 0;
        String detail = program.name() + " at " + server + ": " + (words.isEmpty() ? "ended with " + exit : words);
        if (code == UNKNOWN_DATABASE) {
            return new Failure(Fault.SOURCE_MISSING, detail);
        }
        if (NO_RIGHT.contains(code)) {
            return new Failure(Fault.SOURCE_UNREADABLE, detail);
        }
        boolean refused = otherwise == Fault.DRILL_MISMATCH && REFUSED.contains(code);
        return new Failure(refused ? Fault.SOURCE_REFUSED : otherwise, detail);
    }

    /** Without the statement, which the client repeats, with all its rows. */
    private static String words(Child program) {
        List<String> lines = program.said()
                .lines()
                .map(String::strip)
                .filter(line -> SAID.matcher(line).find())
                .toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 2), lines.size()));
    }

    /** Never the password: everybody can read arguments. */
    private List<String> command(Tool tool) throws Failure {
        List<String> command = new ArrayList<>(List.of(
                tool.path(), "--protocol=tcp", "--host=" + Hosts.bare(server.host()), "--port=" + server.port()));
        if (server.user() != null) {
            command.add("--user=" + server.user());
        }
        return command;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        if (server.password() != null) {
            environment.put("MYSQL_PWD", server.password());
            environment.put("HOME", folder.toString());
        }
        return environment;
    }
}
