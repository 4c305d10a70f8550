package dev.mosaicstack.store;

import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.access.Secrets;
import dev.mosaicstack.core.access.Token;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Sees to it that there is one administrator: the configured token, or one that is made up at the first start. */
final class AdminToken {

    /** One fixed id, so that any number of processes starting at once make one administrator. */
    static final String ID = "00000000-0000-7000-8000-000000000001";

    static final String FILE = "admin.token";

    private final Store store;
    private final Secrets secrets;
    private final Clock clock;

    AdminToken(Store store, Secrets secrets, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @param configured wins over what is stored; empty to keep that, or to make one up */
    void ensure(Optional<String> configured, Path data) {
        store.write(tx -> {
            Optional<Token> stored = tx.tokens().find(ID);
            if (configured.isPresent()) {
                set(tx, stored, Secrets.hash(configured.get()));
            } else if (stored.isEmpty()) {
                // The file first: if this is killed in between, or the power fails, the next start finds no row and
                // writes both again.
                String secret = secrets.next();
                write(data, secret);
                set(tx, stored, Secrets.hash(secret));
            }
            return null;
        });
    }

    private void set(Tx tx, Optional<Token> stored, String hash) {
        if (stored.isEmpty()) {
            tx.tokens().insert(new Token(ID, "admin", Role.ADMIN, hash, null, null, clock.instant(), null, null));
        } else if (!stored.get().hash().equals(hash) || stored.get().revokedAt() != null) {
            tx.tokens().restore(ID, hash);
        }
    }

    private static void write(Path data, String secret) {
        try {
            SecretFile.write(data.resolve(FILE), secret);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + data.resolve(FILE), e);
        }
    }
}
