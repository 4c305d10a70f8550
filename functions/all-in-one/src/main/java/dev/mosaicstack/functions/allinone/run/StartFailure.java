package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import io.quarkus.runtime.QuarkusBindException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The application did not start although nothing seemed wrong: one line for the user, the whole story in a file. */
record StartFailure(DataFolder data, Address address) {

    void report(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof QuarkusBindException) {
            System.err.println("mosaic: port " + address.port() + " was taken by another process just now");
            return;
        }
        String line = root.getMessage() == null ? root.getClass().getSimpleName() : firstLine(root.getMessage());
        System.err.println("mosaic: cannot start: " + line + written(cause));
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }

    private String written(Throwable cause) {
        var trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        try {
            DataFolder.writePrivate(data.failure(), trace.toString());
            return " (in full: " + data.failure() + ")";
        } catch (IOException e) {
            // The line itself has been said; a disk that takes no file is the likelier trouble.
            return "";
        }
    }
}
