package dev.mosaicstack.functions.mcpserver.stateful;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.functions.mcpserver.watch.Changes;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenSessionTest {

    private static final Caller CLIENT = new Caller("t", Role.CLIENT, null, null, null);

    private final Set<String> watched = new TreeSet<>();
    private final Changes changes = (caller, uris, subjects, listener) -> {
        watched.addAll(uris);
        return () -> watched.removeAll(uris);
    };
    private final OpenSession session = new OpenSession("s", CLIENT, changes);

    @Test
    void nothingIsWatchedAfterItsLastStreamClosed() {
        session.watch("mosaic://tasks/a");
        assertThat(watched).containsExactly("mosaic://tasks/a");
        session.unwatchAll();
        assertThat(watched).isEmpty();
    }

    /** Where nothing happens for days its subscriptions would be taken for those of a client that is gone. */
    @Test
    void upToWhereItWasToldIsSavedOnceAndAgainWhenAsked() {
        session.watch("mosaic://tasks/a");
        session.complete();
        session.settle(5);
        session.settle(5);
        assertThat(session.toSave()).isEqualTo(5);
        assertThat(session.toSave()).isZero();
        session.saveAgain();
        assertThat(session.toSave()).isEqualTo(5);
    }

    /** A client that leaves at once does so before its subscriptions were read. */
    @Test
    void whatIsToBeWatchedOnlyAfterThatIsNot() {
        session.unwatchAll();
        session.watch("mosaic://tasks/a");
        assertThat(watched).isEmpty();
    }
}
