package dev.mosaicstack.functions.allinone.doctor;

import dev.mosaicstack.functions.allinone.Problem;

/** One line of the doctor's table; {@code mend} is empty where nothing is to be done. */
record Finding(Level level, String what, String says, String mend) {

    enum Level {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String what, String says) {
        return new Finding(Level.OK, what, says, "");
    }

    static Finding warn(String what, String says, String mend) {
        return new Finding(Level.WARN, what, says, mend);
    }

    static Finding fail(String what, String says, String mend) {
        return new Finding(Level.FAIL, what, says, mend);
    }

    /** A problem says what is wrong, then, after a semicolon, what to do. */
    static Finding fail(String what, Problem problem) {
        String line = problem.getMessage();
        int mend = line.lastIndexOf("; ");
        return mend < 0 ? fail(what, line, "") : fail(what, line.substring(0, mend), line.substring(mend + 2));
    }
}
