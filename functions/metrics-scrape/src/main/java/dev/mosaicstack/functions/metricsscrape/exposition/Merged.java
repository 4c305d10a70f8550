package dev.mosaicstack.functions.metricsscrape.exposition;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Family.Type;
import dev.mosaicstack.functions.metricsscrape.target.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The metrics of several targets as one answer: each metric once, with the series of all. */
final class Merged {

    /** A metric of several targets. The first help is believed, and a type where nobody contradicts. */
    private static final class Part {
        private final Set<Type> types = EnumSet.noneOf(Type.class);
        private String help = "";
        private final List<Sample> samples = new ArrayList<>();

        Type type() {
            return types.size() == 1 ? types.iterator().next() : Type.UNKNOWN;
        }
    }

    private Merged() {}

    /** By name. */
    static List<Family> of(Collection<List<Family>> all) {
        SortedMap<String, Part> parts = new TreeMap<>();
        for (List<Family> families : all) {
            families.forEach(family -> add(family, parts));
        }
        rejoin(parts);
        List<Family> merged = new ArrayList<>(parts.size());
        parts.forEach((name, part) -> merged.add(new Family(name, part.type(), part.help, distinct(part.samples))));
        return merged;
    }

    private static void add(Family family, Map<String, Part> parts) {
        Part part = parts.computeIfAbsent(family.name(), name -> new Part());
        if (family.type() != Type.UNKNOWN) {
            part.types.add(family.type());
        }
        part.help = part.help.isEmpty() ? family.help() : part.help;
        part.samples.addAll(family.samples());
    }

    /** Where one target does not say that it is a histogram, its samples look like metrics of their own. */
    private static void rejoin(SortedMap<String, Part> parts) {
        for (String name : List.copyOf(parts.keySet())) {
            for (String suffix : Family.SUFFIXES) {
                Part whole =
                        name.endsWith(suffix) ? parts.get(name.substring(0, name.length() - suffix.length())) : null;
                if (whole != null && Family.hasSuffix(whole.type(), suffix)) {
                    whole.samples.addAll(parts.remove(name).samples);
                    break;
                }
            }
        }
    }

    /** Two targets may be configured to look like one. */
    private static List<Sample> distinct(List<Sample> samples) {
        Set<Object> seen = HashSet.newHashSet(samples.size());
        List<Sample> distinct = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            if (seen.add(sample.series())) {
                distinct.add(sample);
            }
        }
        return distinct;
    }
}
