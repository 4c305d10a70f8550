package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.input.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of runs, duties and repositories, seen from inside a transaction. */
public interface Backups {

    /** What a list shows; a null field does not narrow it. */
    record Filter(String policy, String kind, String state) {}

    /** How many runs of one kind of a policy are in one state. */
    record Count(String policy, Kind kind, String state, long runs) {}

    void insert(Run run);

    /** Inside a write, to change it: nobody else changes it before the write has ended. */
    Optional<Run> find(String id);

    /**
     * Compare-and-set on {@code version}, which it raises.
     *
     * @throws dev.mosaicstack.core.store.StaleVersion where the row was changed meanwhile
     */
    Run update(Run run);

    /** Newest first, up to {@code limit + 1}. */
    List<Run> list(Filter filter, Page.Ask ask);

    /** Runs that wait for their repository, oldest first. */
    List<Run> queued();

    /** The newest good run of this kind of a policy. */
    Optional<Run> lastGood(String policy, Kind kind);

    /** The run of this kind of a policy that was asked for last, of those that have ended. */
    Optional<Run> lastEnded(String policy, Kind kind);

    /** How many runs there are, by policy, kind and state. */
    List<Count> counts();

    /** Ids of runs whose process has not been heard of, oldest first. */
    List<String> dead(Instant now, int limit);

    /** Ids of runs that ended at {@code before} or earlier and that no duty refers to, oldest first. */
    List<String> old(Instant before, int limit);

    void forget(String id);

    /**
     * Makes the repository known. Nobody else asks for it, takes it or releases it before the write has ended.
     *
     * <p>Locks are taken in this order, so that writes that meet wait and do not collide: run, repository, duty.
     */
    void lock(String repository);

    /** Gives a free repository to a run. @return false where another has it */
    boolean take(String repository, String runId);

    /** Nothing happens where the run does not have it. */
    void release(String repository, String runId);

    /** The run that has the repository. */
    Optional<String> holder(String repository);

    void insert(Duty duty);

    /** Inside a write, to change it, as {@link #find(String)}. */
    Optional<Duty> duty(String policy, Kind kind);

    /** As {@link #update(Run)}. */
    Duty update(Duty duty);

    /** By policy and kind. */
    List<Duty> duties();

    void delete(Duty duty);

    /** Those that are overdue and of which nobody was told, up to {@code limit}. */
    List<Duty> untold(Instant now, int limit);
}
