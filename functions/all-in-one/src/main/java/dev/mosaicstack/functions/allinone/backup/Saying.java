package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.functions.allinone.Self;
import dev.mosaicstack.functions.allinone.Terminal;
import picocli.CommandLine.Option;

/** How much a run tells. */
final class Saying {

    @Option(
            names = {"-q", "--quiet"},
            description = "Do not show how far it is.")
    boolean quiet;

    @Option(names = "--json", description = "Print nothing but the run as JSON, at its end.")
    boolean json;

    /** @return null where nothing is to be shown */
    Show show(Terminal terminal) {
        return quiet || json ? null : new Show(System.out, Self.isOnATerminal(), terminal.unicode());
    }
}
