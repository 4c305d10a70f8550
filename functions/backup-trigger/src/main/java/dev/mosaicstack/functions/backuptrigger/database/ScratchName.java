package dev.mosaicstack.functions.backuptrigger.database;

import java.util.regex.Pattern;

/** What databases are called that drills restore to. Whoever uses one holds a lock of that name on its server. */
final class ScratchName {

    static final String PREFIX = "mosaic_drill_";

    private static final Pattern OURS = Pattern.compile(PREFIX + "[0-9a-f]{12}");

    private ScratchName() {}

    /** @param run an id; the end of it is random */
    static String of(String run) {
        String hex = run.replace("-", "");
        return PREFIX + hex.substring(hex.length() - 12);
    }

    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }
}
