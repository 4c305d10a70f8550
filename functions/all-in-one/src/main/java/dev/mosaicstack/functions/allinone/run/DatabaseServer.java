package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.store.DatabaseUrl;
import dev.mosaicstack.store.ServerCheck;
import java.util.Optional;

/** The database server of MOSAIC_DB_URL. */
public record DatabaseServer(DatabaseUrl url, String user, String password) {

    /**
     * Empty where the database is SQLite in the data folder.
     *
     * @throws Problem where the URL means no database that we know
     */
    public static Optional<DatabaseServer> of(Environment environment) {
        return environment.secret("MOSAIC_DB_URL").map(url -> {
            try {
                return new DatabaseServer(
                        DatabaseUrl.parse(url),
                        environment.secret("MOSAIC_DB_USER").orElse(null),
                        environment.secret("MOSAIC_DB_PASSWORD").orElse(null));
            } catch (IllegalArgumentException e) {
                throw new Problem(e.getMessage());
            }
        });
    }

    /**
     * Connects once.
     *
     * @return product and version
     * @throws Problem where it does not answer, does not let us in, or is too old
     */
    public String look() {
        try {
            return ServerCheck.look(url, user, password);
        } catch (IllegalStateException e) {
            throw new Problem(e.getMessage());
        }
    }

    /** Without credentials: fit for any message. */
    public String where() {
        return url.where();
    }
}
