package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.WrongSetting;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** The application did not start although nothing seemed wrong: one line for the user, the whole story in a file. */
public record StartFailure(DataFolder data, Address address) {

    /** Lines that are said. */
    private static final int MOST = 20;

    public void report(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof QuarkusBindException) {
            System.err.println("mosaic: port " + address.port() + " was taken by another process just now");
            return;
        }
        System.err.println("mosaic: cannot start: " + said(root) + written(cause));
    }

    /** A setting that cannot be is named by its own problem; the exception itself only says that there are some. */
    static String said(Throwable root) {
        if (root instanceof ConfigValidationException invalid && invalid.getProblemCount() > 0) {
            return WrongSetting.line(invalid);
        }
        if (root instanceof ConfigurationException wrong && wrong.getMessage() != null) {
            return firstLines(wrong.getMessage().strip().lines().toList());
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : firstLine(root.getMessage());
    }

    /** Each is one more thing that is wrong with a file. */
    private static String firstLines(List<String> lines) {
        String said = String.join("\n", lines.subList(0, Math.min(MOST, lines.size())));
        return lines.size() > MOST ? said + "\nand " + (lines.size() - MOST) + " more" : said;
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
