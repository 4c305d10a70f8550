package dev.mosaicstack.functions.allinone;

import io.smallrye.config.ConfigValidationException;
import java.util.regex.Pattern;

/** What is wrong with a setting, without the names of classes that found it. */
public final class WrongSetting {

    private static final Pattern CONVERSION = Pattern.compile("(?s).*The config property (\\S+) with the config value"
            + " (\".*\") threw an Exception whilst being converted (?:[\\w.]+Exception: )?(?:SRCFG\\d+: )?(.*)");

    private WrongSetting() {}

    /** The first of those that cannot be, in one line. */
    public static String line(ConfigValidationException invalid) {
        String message = invalid.getProblem(0).getMessage().strip();
        return CONVERSION
                .matcher(message)
                .replaceFirst("$1 is $2: $3")
                .lines()
                .findFirst()
                .orElse("");
    }
}
