package dev.mosaicstack.functions.allinone.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.backup.BackupCalls.DutyView;
import dev.mosaicstack.core.backup.Backups;
import dev.mosaicstack.core.backup.Duty;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.RunView;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.Table;
import dev.mosaicstack.functions.allinone.Terminal;
import dev.mosaicstack.functions.allinone.run.Shutdown;
import jakarta.enterprise.inject.Vetoed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic backup status}: how old the newest good ones are, what is overdue, what failed. */
@Vetoed // Not a bean, though Quarkus makes beans of picocli commands: it is used where no container runs.
@Command(
        name = "status",
        description = "How old the newest good ones are; ends with 1 where something is overdue or has failed.",
        sortOptions = false)
final class StatusCommand implements Callable<Integer> {

    @Parameters(paramLabel = "POLICY", arity = "0..1", description = "Only this policy.")
    String policy;

    @Option(names = "--json", description = "As JSON.")
    boolean json;

    @Mixin
    Place place;

    private final Environment environment;

    StatusCommand(Environment environment, Shutdown shutdown) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Setup setup = place.setup(environment);
        Policies policies = Policies.of(setup);
        policies.mustBeThere();
        if (policy != null) {
            policies.mustKnow(policy);
        }
        policies.plans();
        return new Application(setup).run(this::show);
    }

    private int show(Tools tools) {
        List<StatusRow> rows = rows(tools.watch());
        if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            rows.forEach(row -> all.add(json(row)));
            System.out.println(Json.write(JsonNodeFactory.instance.objectNode().set("policies", all)));
        } else {
            table(rows).print(System.out);
        }
        return rows.stream().allMatch(StatusRow::good) ? 0 : ExitCode.FAILED;
    }

    private List<StatusRow> rows(WatchBackups watch) {
        List<StatusRow> rows = new ArrayList<>();
        for (Duty duty : watch.duties()) {
            if (policy == null || policy.equals(duty.policy())) {
                var filter = new Backups.Filter(duty.policy(), duty.kind().text(), null);
                List<Run> newest = watch.runs(filter, new Page.Ask(1, null));
                var row = new StatusRow(
                        DutyView.of(duty, watch.now()), newest.isEmpty() ? null : RunView.of(newest.getFirst()));
                if (row.matters()) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private Table table(List<StatusRow> rows) {
        var terminal = Terminal.ofThisProcess(environment);
        var table = new Table(terminal::bold, "POLICY", "KIND", "LAST GOOD", "NEXT", "", "LAST RUN");
        rows.forEach(row -> table.row(row.good() ? text -> text : terminal::bad, row.cells()));
        return table;
    }

    private static ObjectNode json(StatusRow row) {
        ObjectNode json = Json.STRICT.valueToTree(row.duty());
        if (row.last() != null) {
            json.set("lastRun", Json.STRICT.valueToTree(row.last()));
        }
        return json;
    }
}
