package dev.mosaicstack.functions.allinone.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Table;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshots;
import jakarta.enterprise.inject.Vetoed;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic backup list}: the snapshots of a policy, the newest first. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(name = "list", description = "The snapshots of a policy.", sortOptions = false)
final class ListCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Parameters(paramLabel = "POLICY", description = "The policy, as it is called in the settings.")
    String policy;

    @Option(names = "--source", paramLabel = "NAME", description = "Only those of this source.")
    String source;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Mixin
    Place place;

    private final Environment environment;
    private final Shutdown shutdown;

    ListCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        Policies policies = Policies.of(place.setup(environment));
        Plan plan = policies.plan(policy);
        // No source of now: what was backed up of one that is no longer configured can still be restored.
        try {
            List<Snapshot> found = new Snapshots(Repositories.open(policies, plan, shutdown), plan)
                    .all().stream()
                            .filter(snapshot -> source == null || source.equals(snapshot.source()))
                            .toList();
            print(found);
            return 0;
        } catch (Failure failure) {
            return Repositories.told(failure);
        }
    }

    private void print(List<Snapshot> found) {
        if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            found.forEach(snapshot -> all.add(json(snapshot)));
            System.out.println(Json.write(all));
        } else if (found.isEmpty()) {
            System.out.println(source == null ? "no snapshot yet" : "no snapshot of a source " + source);
        } else {
            table(found).print(System.out);
        }
    }

    private Table table(List<Snapshot> found) {
        var terminal = Terminal.ofThisProcess(environment);
        var table = new Table(terminal::bold, "ID", "TIME", "SOURCE", "RUN", "HOST", "");
        for (Snapshot snapshot : found) {
            table.row(
                    snapshot.complete() ? text -> text : terminal::bad,
                    List.of(
                            snapshot.shortId(),
                            TIME.format(snapshot.time().atZone(ZoneId.systemDefault())),
                            Objects.requireNonNullElse(snapshot.source(), ""),
                            Objects.requireNonNullElse(snapshot.run(), ""),
                            snapshot.host(),
                            snapshot.complete() ? "" : "incomplete"));
        }
        return table;
    }

    private static ObjectNode json(Snapshot snapshot) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("snapshotId", snapshot.id()).put("time", snapshot.time().toString());
        json.put("source", snapshot.source()).put("runId", snapshot.run()).put("host", snapshot.host());
        json.put("complete", snapshot.complete());
        ArrayNode paths = json.putArray("paths");
        snapshot.paths().forEach(paths::add);
        ArrayNode tags = json.putArray("tags");
        snapshot.tags().forEach(tags::add);
        return json;
    }
}
