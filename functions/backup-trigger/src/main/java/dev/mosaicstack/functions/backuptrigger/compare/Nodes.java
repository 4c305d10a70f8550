package dev.mosaicstack.functions.backuptrigger.compare;

import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/** What a snapshot has, however much that is. */
public interface Nodes {

    interface Reader {
        void node(Node node) throws Failure;
    }

    /** Gives the nodes one by one; what is in a folder follows the folder. */
    void read(Reader reader) throws Failure;
}
