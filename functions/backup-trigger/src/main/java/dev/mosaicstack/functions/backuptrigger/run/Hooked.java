package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.functions.backuptrigger.plan.Hooks;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/**
 * Does something between two commands: not where the first fails; and the second runs whatever came before it.
 *
 * @param source empty where it is about all of them
 */
record Hooked(Work work, Hooks hooks, String source) {

    /** What is done in between. */
    interface Doing {
        /** @return whether all of it was done well */
        boolean done() throws Failure;
    }

    /** @throws Failure the first one; of a command that failed after it, it has the words too */
    void run(Doing doing) throws Failure {
        String result = "failed";
        Failure why = null;
        try {
            new Hook("before", hooks.before()).before(work, source);
            result = doing.done() ? "succeeded" : "failed";
        } catch (Failure failure) {
            why = failure;
        } finally {
            why = after(result, why);
        }
        if (why != null) {
            throw why;
        }
    }

    private Failure after(String result, Failure why) {
        try {
            new Hook("after", hooks.after()).after(work, source, result);
            return why;
        } catch (Failure also) {
            return why == null ? also : new Failure(why.fault(), why.getMessage() + "; and " + also.getMessage());
        }
    }
}
