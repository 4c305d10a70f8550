package dev.mosaicstack.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Where the data lies, and who may administer it. */
@ConfigMapping(prefix = "mosaic")
public interface StoreSettings {

    /** The data folder. */
    @WithDefault("/var/lib/mosaic")
    String data();

    /** The database; SQLite in the data folder where nothing is said. */
    Db db();

    /** A database server. {@code url}, {@code user} and {@code password}, each also as a file, become its datasource's by {@link DatabaseConfig}. */
    interface Db {

        /** Most connections of this process at a time. */
        @WithDefault("16")
        int pool();
    }

    /** The administrator's token; without it the first start writes one to {@code admin.token} in the data folder. */
    @WithName("admin-token")
    Optional<String> adminToken();

    /** A file that holds the administrator's token. */
    @WithName("admin-token-file")
    Optional<String> adminTokenFile();
}
