package dev.mosaicstack.core.backup;

import java.util.Arrays;
import java.util.Optional;

/** The codes of failed runs. The README of backup-trigger shows this table, and a test compares the two. */
public enum Fault {
    /** A program is not there; the detail names its package. */
    TOOL_MISSING("install the package that the detail names"),
    PASSWORD_WRONG("the password file is not the one of this repository"),
    REPOSITORY_MISSING("mount what it is on; only where there never was one: `./mosaic backup init POLICY`"),
    /** By somebody who is alive: stale locks are removed. */
    REPOSITORY_LOCKED("wait for the other restic, which the detail names"),
    REPOSITORY_FULL("make room where the repository is"),
    REPOSITORY_UNREACHABLE("look at the network, the credentials, the other host"),
    REPOSITORY_DAMAGED("back up to a new repository now; then see restic's troubleshooting page"),
    /** Not there, or it went while it was read. */
    SOURCE_MISSING("correct the source's setting, or bring back what it names"),
    SOURCE_UNREADABLE("give this process the right to read it"),
    /** It did not hold still in any of several passes. */
    SOURCE_CHANGED("exclude what always changes, or accept it: `changing=accept`"),
    SOURCE_REFUSED("correct the url, user or password of the source, or its rights: the detail has its own words"),
    DUMP_FAILED("the program's own words are in the detail; no snapshot was left"),
    HOOK_FAILED("try the command by hand; what it said is in the detail"),
    SNAPSHOT_UNKNOWN("`mosaic backup list POLICY` shows what there is"),
    TARGET_NOT_EMPTY("name a folder that is empty or not there"),
    TARGET_UNWRITABLE("name a folder that this process may write to, on a disk with room"),
    DRILL_MISMATCH("do not trust this backup: the detail says what differs"),
    TIMED_OUT("raise the policy's timeout, or find out what is slow"),
    /** The process was told to stop. */
    STOPPED("start it again, or wait for its next time"),
    /** Its process is gone. */
    INTERRUPTED("start it again, or wait for its next time"),
    /** It waited for a day, and no process that has its policy was there. */
    POLICY_UNKNOWN("start a process that has this policy, or correct its name"),
    RESTIC_FAILED("restic's own words are in the detail"),
    INTERNAL("the log has the rest; please report it");

    private final String mend;

    Fault(String mend) {
        this.mend = mend;
    }

    /** Empty for a code that is none, or one of another version. */
    public static Optional<Fault> of(String code) {
        return Arrays.stream(values())
                .filter(fault -> fault.name().equals(code))
                .findFirst();
    }

    /** What to do. */
    public String mend() {
        return mend;
    }
}
