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
            case Source.Sqlite sqlite -> throw new IllegalArgumentException("not yet");
            case Source.Postgresql postgresql -> throw new IllegalArgumentException("not yet");
            case Source.Mariadb mariadb -> throw new IllegalArgumentException("not yet");
            case Source.Redis redis -> throw new IllegalArgumentException("not yet");
            case Source.Git git -> throw new IllegalArgumentException("not yet");
        };
    }
}
