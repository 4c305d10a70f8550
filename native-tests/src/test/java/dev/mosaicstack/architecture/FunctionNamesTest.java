package dev.mosaicstack.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of two functions with one name the framework would take either, with a warning: here it is an error. */
class FunctionNamesTest {

    private static final String FUNQ = "io.quarkus.funqy.Funq";

    /** The table of the design, by the package of the flow. */
    private static final Map<String, Set<String>> CALLS = Map.of(
            "webhookintake", calls("webhook-intake webhook-list webhook-get webhook-replay"),
            "sessioncreate",
                    calls("session-create session-get session-list session-close agent-deploy agent-heartbeat"
                            + " agent-list agent-stop token-create token-list token-revoke"),
            "taskassign",
                    calls("task-assign task-claim task-update task-complete task-fail task-cancel task-get task-list"
                            + " task-replay task-assign-batch task-complete-batch"),
            "coordinationrelay", calls("coordination-request coordination-inbox coordination-respond coordination-get"),
            "eventdispatch",
                    calls("event-publish subscription-create subscription-list subscription-resume subscription-delete"
                            + " dead-letter-list dead-letter-replay audit-list audit-verify analytics-report"),
            "backuptrigger", calls("backup-run backup-verify backup-status backup-list backup-restore"),
            "metricsscrape", calls("metrics-scrape metrics-query alert-list"));

    private final List<JavaMethod> functions = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.mosaicstack.functions").stream()
                    .map(JavaClass::getMethods)
                    .flatMap(Set::stream)
                    .filter(method -> method.isAnnotatedWith(FUNQ))
                    .toList();

    @Test
    void noTwoFunctionsHaveOneName() {
        assertThat(functions.stream().map(FunctionNamesTest::nameOf))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void everyFlowHasExactlyTheCallsOfTheDesign() {
        var found = new TreeMap<String, Set<String>>();
        for (JavaMethod function : functions) {
            found.computeIfAbsent(flowOf(function), flow -> new TreeSet<>()).add(nameOf(function));
        }
        assertThat(found).isEqualTo(CALLS);
    }

    private static String nameOf(JavaMethod function) {
        Object name = function.getAnnotationOfType(FUNQ).get("value").orElse("");
        return name.toString().isEmpty() ? function.getName() : name.toString();
    }

    private static String flowOf(JavaMethod function) {
        return function.getOwner().getPackageName().split("\\.")[3];
    }

    private static Set<String> calls(String names) {
        return new TreeSet<>(Stream.of(names.split(" ")).toList());
    }
}
