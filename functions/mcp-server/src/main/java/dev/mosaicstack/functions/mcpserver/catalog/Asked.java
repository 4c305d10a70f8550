package dev.mosaicstack.functions.mcpserver.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Caller;

/** One request of a client on its way, whichever revision of the protocol it speaks. Work on it may wait. */
public interface Asked {

    Caller caller();

    Client client();

    /** Of the tool or the prompt; empty where there are none. Strict JSON. */
    ObjectNode arguments();

    /**
     * Says how far it is; nobody hears it where the client did not ask to be told.
     *
     * @param done grows with each call
     * @param total null where it is not known
     * @param message null for none
     */
    void progress(double done, Double total, String message);

    /**
     * Called when the client cancels or leaves, at once where it already did, and when it was answered: then there is
     * nothing left to end. It may be called more than once.
     */
    void onCancel(Runnable listener);
}
