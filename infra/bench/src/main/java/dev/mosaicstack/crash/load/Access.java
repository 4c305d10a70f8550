package dev.mosaicstack.crash.load;

import dev.mosaicstack.crash.ledger.Ledger;

/** What every worker needs: how to call, with which secrets, and where to write down what came of it. */
public record Access(Client client, Ledger ledger, String adminToken, String webhookSecret) {

    Outcome admin(String call, String key, Object body) {
        return client.insist(Call.of(call, adminToken, body).once(key));
    }
}
