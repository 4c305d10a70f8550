package dev.mosaicstack.functions.backuptrigger.plan;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Settings below {@code mosaic.backup.} that mean nothing: a misspelt one would silently be the default, and a backup that
 * is not made is noticed too late.
 */
public final class UnknownSettings {

    private static final String VARIABLE = "MOSAIC_BACKUP_";

    /** By their full names; {@code *} is any name. A test compares them with {@link BackupSettings}. */
    static final List<String> KNOWN = known();

    private UnknownSettings() {}

    private static List<String> known() {
        String policy = "policies.*.";
        String source = policy + "sources.*.";
        return List.of(
                "enabled",
                "scheduled",
                "instance",
                "work",
                "restore-root",
                policy + "repository",
                policy + "repository-file",
                policy + "password-file",
                policy + "environment-file",
                policy + "schedule",
                policy + "time-zone",
                policy + "overdue-after",
                policy + "overlap",
                policy + "timeout",
                policy + "host",
                policy + "tags",
                policy + "before",
                policy + "after",
                policy + "keep.last",
                policy + "keep.hourly",
                policy + "keep.daily",
                policy + "keep.weekly",
                policy + "keep.monthly",
                policy + "keep.yearly",
                policy + "limits.upload-kib",
                policy + "limits.download-kib",
                policy + "limits.cpus",
                policy + "limits.nice",
                policy + "verify.structure.schedule",
                policy + "verify.structure.overdue-after",
                policy + "verify.data.schedule",
                policy + "verify.data.overdue-after",
                policy + "verify.data.within-days",
                policy + "verify.drill.schedule",
                policy + "verify.drill.overdue-after",
                source + "kind",
                source + "file",
                source + "url",
                source + "user",
                source + "password",
                source + "password-file",
                source + "drill-url",
                source + "paths",
                source + "exclude",
                source + "one-file-system",
                source + "changing",
                source + "repository",
                source + "command",
                source + "file-name",
                source + "before",
                source + "after");
    }

    /**
     * @param names of all properties there are, environment variables among them by their own names
     * @throws io.quarkus.runtime.configuration.ConfigurationException that names the first that is unknown, and the nearest
     *     that is known
     */
    public static void refuse(Iterable<String> names) {
        Set<String> properties = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        for (String name : names) {
            if (name.startsWith(VARIABLE)) {
                variables.add(name);
            } else if (name.startsWith(Wrong.PREFIX)) {
                properties.add(name.substring(Wrong.PREFIX.length()));
            }
        }
        variables.forEach(UnknownSettings::refuseVariable);
        properties.stream()
                // What a variable is taken to mean is a guess where a name has hyphens: it was judged as a variable.
                .filter(name -> !variables.contains(VARIABLE + variable(name)))
                .forEach(UnknownSettings::refuse);
    }

    private static void refuseVariable(String name) {
        String rest = name.substring(VARIABLE.length());
        if (KNOWN.stream().noneMatch(known -> rest.matches(ofVariable(known)))) {
            String nearest =
                    nearest(KNOWN.stream().map(UnknownSettings::variable).toList(), rest);
            throw new ConfigurationException(
                    name + " is no setting; the nearest is " + VARIABLE + nearest.replace("*", "<NAME>"));
        }
    }

    private static String ofVariable(String known) {
        return variable(known).replace("*", "[A-Z0-9_]+") + "(_[0-9]+_)?";
    }

    private static void refuse(String name) {
        if (KNOWN.stream().noneMatch(known -> name.matches(ofProperty(known)))) {
            String nearest = named(nearest(KNOWN, name), name);
            throw Wrong.because(name + " is no setting; the nearest is " + Wrong.PREFIX + nearest);
        }
    }

    private static String ofProperty(String known) {
        return Pattern.quote(known).replace("*", "\\E(\"[^\"]+\"|[^.\"]+)\\Q") + "(\\[[0-9]+])?";
    }

    private static String nearest(List<String> known, String name) {
        return known.stream()
                .min(Comparator.<String>comparingInt(setting -> distance(setting, name))
                        .thenComparing(Comparator.comparingInt(String::length).reversed()))
                .orElseThrow();
    }

    /** The known setting, with the names that the user gave. */
    private static String named(String known, String name) {
        String[] own = name.split("\\.");
        String[] parts = known.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals("*") && i < own.length) {
                parts[i] = own[i];
            }
        }
        return String.join(".", parts);
    }

    /** How many letters have to be changed, left out or put in, as Levenshtein counts them; a star is anything. */
    private static int distance(String known, String name) {
        int[] row = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            row[j] = j;
        }
        for (int i = 0; i < known.length(); i++) {
            boolean star = known.charAt(i) == '*';
            int diagonal = row[0];
            row[0] += star ? 0 : 1;
            for (int j = 1; j <= name.length(); j++) {
                int above = row[j];
                row[j] = star
                        ? Math.min(above, Math.min(row[j - 1], diagonal))
                        : Math.min(
                                diagonal + (known.charAt(i) == name.charAt(j - 1) ? 0 : 1),
                                Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[name.length()];
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
    }
}
