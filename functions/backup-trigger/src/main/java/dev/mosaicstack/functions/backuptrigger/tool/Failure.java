package dev.mosaicstack.functions.backuptrigger.tool;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Fault;

/** Something did not work, in words that a person understands. Nothing secret is in them. */
public final class Failure extends Exception {

    private final Fault fault;

    public Failure(Fault fault, String detail) {
        // It is a finding about the outside; where it was found would tell nobody anything.
        super(detail, null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    public Cause cause() {
        return new Cause(fault, getMessage());
    }
}
