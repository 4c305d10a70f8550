package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.functions.backuptrigger.plan.Source;

/** Which source is read how. */
public final class Dumps {

    private Dumps() {}

    /** @throws IllegalArgumentException for {@link Source.Files}, which restic reads itself */
    public static Dump of(Source source) {
        return switch (source) {
            case Source.Command command -> new CommandDump(command);
            case Source.Files files -> throw new IllegalArgumentException("restic reads files itself");
            case Source.Sqlite sqlite -> new SqliteDump(sqlite);
            case Source.Postgresql postgresql -> new PostgresqlDump(postgresql);
            case Source.Mariadb mariadb -> new MariadbDump(mariadb);
            case Source.Redis redis -> new RedisDump(redis);
            case Source.Git git -> new GitDump(git);
        };
    }
}
