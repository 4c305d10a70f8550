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

    /** The administrator's token; without it the first start writes one to {@code admin.token} in the data folder. */
    @WithName("admin-token")
    Optional<String> adminToken();

    /** A file that holds the administrator's token. */
    @WithName("admin-token-file")
    Optional<String> adminTokenFile();
}
