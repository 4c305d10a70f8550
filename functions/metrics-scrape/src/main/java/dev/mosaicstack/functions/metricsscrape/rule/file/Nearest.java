package dev.mosaicstack.functions.metricsscrape.rule.file;

import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant. */
public final class Nearest {

    private Nearest() {}

    /** Words that follow what is unknown: the nearest that is known, or all where none is near. */
    public static String hint(Collection<String> known, String unknown) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(name, unknown)))
                .filter(name -> distance(name, unknown) <= Math.max(2, name.length() / 3))
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> "there is " + String.join(", ", known));
    }

    /** How many letters have to be changed, left out or put in, as Levenshtein counts them. */
    private static int distance(String known, String name) {
        int[] row = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            row[j] = j;
        }
        for (int i = 0; i < known.length(); i++) {
            int diagonal = row[0]++;
            for (int j = 1; j <= name.length(); j++) {
                int above = row[j];
                int change = diagonal + (known.charAt(i) == name.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[name.length()];
    }
}
