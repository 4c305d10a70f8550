package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.functions.backuptrigger.plan.Source;

/** Which dump is proven how. */
public final class Proofs {

    private Proofs() {}

    /** @throws IllegalArgumentException for {@link Source.Files}, which are compared one by one */
    public static Proof of(Source source) {
        return switch (source) {
            case Source.Sqlite sqlite -> new SqliteProof(sqlite);
            case Source.Postgresql postgresql -> new PostgresqlProof(postgresql);
            case Source.Mariadb mariadb -> new MariadbProof(mariadb);
            case Source.Redis redis -> new RedisProof(redis);
            case Source.Git git -> new GitProof(git);
            case Source.Command command -> new CommandProof(command);
            case Source.Files files -> throw new IllegalArgumentException("files are compared one by one");
        };
    }
}
