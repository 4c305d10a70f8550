package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.plan.Server;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An RDB that the server makes for us, as it would for a replica. */
record RedisDump(Source.Redis source) implements Dump {

    private record Transfer(Child cli, RdbStream stream) implements Flow {

        @Override
        public List<Sums.Table> finish() throws Failure {
            int exit = cli.ended();
            // It ends with 0 also where the connection broke.
            if (exit != 0 || !stream.whole()) {
                throw new Failure(Fault.DUMP_FAILED, "the RDB ended before its time: " + words(cli));
            }
            return stream.tables();
        }

        @Override
        public void close() {
            cli.close();
        }
    }

    @Override
    public String fileName() {
        return source.name() + ".rdb";
    }

    @Override
    public Flow open(Work work) throws Failure {
        Child cli = work.programs().start(command(), environment(), null);
        boolean open = false;
        try {
            cli.in().close();
            InputStream rdb = begun(cli, work);
            open = true;
            return new Transfer(cli, new RdbStream(rdb));
        } catch (IOException e) {
            work.programs().mustGoOn();
            throw new Failure(Fault.DUMP_FAILED, "redis-cli cannot be read: " + e.getMessage());
        } finally {
            if (!open) {
                cli.close();
            }
        }
    }

    private List<String> command() throws Failure {
        Server server = source.server();
        List<String> command = new ArrayList<>(
                List.of(Tool.REDIS_CLI.path(), "-h", server.host(), "-p", String.valueOf(server.port())));
        if (server.user() != null) {
            command.addAll(List.of("--user", server.user()));
        }
        if (source.tls()) {
            command.add("--tls");
        }
        command.addAll(List.of("--rdb", "-"));
        return command;
    }

    /** Not among the arguments, which everybody can read. */
    private Map<String, String> environment() {
        String password = source.server().password();
        return Map.of("REDISCLI_AUTH", password == null ? "" : password);
    }

    /** Waits until the server sends something: it may take seconds to begin. */
    private InputStream begun(Child cli, Work work) throws IOException, Failure {
        var out = new PushbackInputStream(cli.out());
        int first = out.read();
        if (first >= 0) {
            out.unread(first);
            return out;
        }
        int exit = cli.ended();
        work.programs().mustGoOn();
        String words = words(cli);
        throw new Failure(
                Fault.SOURCE_REFUSED,
                source.server() + " gives no RDB: " + (words.isEmpty() ? "redis-cli ended with " + exit : words));
    }

    /** Without what it says of its progress. */
    private static String words(Child cli) {
        List<String> lines = cli.said()
                .lines()
                .filter(line ->
                        !line.isBlank() && !line.startsWith("sending REPLCONF") && !line.startsWith("SYNC sent"))
                .toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
