package dev.mosaicstack.contract;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.GivenAddress;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Stack;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** Talks to the one shared instance over HTTP; nothing of the product is injected or called. */
@ExtendWith(Stack.Shared.class)
abstract class Contract {

    final Mosaic mosaic = Stack.shared().mosaic();
    final Api api = mosaic.api();

    /** False where a proxy may stand between: it keeps some headers to itself, names itself, and refuses by itself. */
    static final boolean DIRECT = GivenAddress.get().isEmpty();

    /** A well-formed id that nothing has. */
    static String anUnknownId() {
        return "01890a5d-ac96-774b-bcce-" + UUID.randomUUID().toString().substring(24);
    }

    /** UUIDv7, canonical form. */
    static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    /** RFC 3339, UTC. */
    static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
}
