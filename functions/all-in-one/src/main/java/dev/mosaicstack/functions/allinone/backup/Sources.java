package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import java.util.List;
import picocli.CommandLine.ExitCode;

final class Sources {

    private Sources() {}

    /** @throws Problem that names the first which the policy has not */
    static void mustBeOf(Plan plan, List<String> names) {
        List<String> known = plan.sources().stream().map(Source::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new Problem(
                        "policy " + plan.name() + " has no source " + name + "; it has " + String.join(", ", known),
                        ExitCode.USAGE);
            }
        }
    }
}
