package dev.mosaicstack.web;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * The settings that there are below a prefix, where a misspelt one would silently be the default and be noticed too late.
 *
 * @param prefix as {@code mosaic.backup.}
 * @param names without it; {@code *} is any name
 */
public record KnownSettings(String prefix, List<String> names) {

    /**
     * @param given names of all properties there are, environment variables among them by their own names
     * @param value of any of them; null where there is none. Variables of {@link ServiceLinks} are nobody's settings
     * @throws ConfigurationException that names the first that is unknown, and the nearest that is known
     */
    public void refuseOthers(Iterable<String> given, UnaryOperator<String> value) {
        Set<String> properties = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        for (String name : given) {
            if (name.startsWith(variable(prefix))) {
                variables.add(name);
            } else if (name.startsWith(prefix)) {
                properties.add(name.substring(prefix.length()));
            }
        }
        variables.stream().filter(name -> !ServiceLinks.isOne(name, value)).forEach(this::mustBeVariable);
        properties.stream()
                // What a variable is taken to mean is a guess where a name has hyphens: it was judged as a variable.
                .filter(name -> !variables.contains(variable(prefix + name)))
                .forEach(this::mustBeProperty);
    }

    /** @see #refuseOthers(Iterable, UnaryOperator) */
    public void refuseOthers(Config config) {
        refuseOthers(
                config.getPropertyNames(), name -> config.getConfigValue(name).getRawValue());
    }

    private void mustBeVariable(String name) {
        String rest = name.substring(prefix.length());
        if (names.stream().noneMatch(known -> rest.matches(ofVariable(known)))) {
            String nearest = nearest(names.stream().map(KnownSettings::variable).toList(), rest);
            throw new ConfigurationException(
                    name + " is no setting; the nearest is " + variable(prefix) + nearest.replace("*", "<NAME>"));
        }
    }

    private static String ofVariable(String known) {
        return variable(known).replace("*", "[A-Z0-9_]+") + "(_[0-9]+_)?";
    }

    private void mustBeProperty(String name) {
        if (names.stream().noneMatch(known -> name.matches(ofProperty(known)))) {
            String nearest = named(nearest(names, name), name);
            throw new ConfigurationException(prefix + name + " is no setting; the nearest is " + prefix + nearest);
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
