package dev.mosaicstack.stack;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import dev.mosaicstack.testkit.Stack;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherConstants;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * The contracts against an instance that runs already (see {@link dev.mosaicstack.testkit.GivenAddress}), without Maven: every class that
 * shares one instance. Arguments, where there are any, are the simple names of those that are wanted. Ends with 1 where
 * one is broken.
 */
public final class Contracts implements TestExecutionListener {

    private final Set<String> notAsked = new TreeSet<>();
    private final SummaryGeneratingListener summary = new SummaryGeneratingListener();

    private Contracts() {}

    public static void main(String[] wanted) {
        System.exit(new Contracts().hold(Set.of(wanted)) ? 0 : 1);
    }

    private boolean hold(Set<String> wanted) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("dev.mosaicstack.contract"))
                .filters((PostDiscoveryFilter) descriptor -> descriptor
                        .getSource()
                        .flatMap(Contracts::contractOf)
                        .map(contract -> FilterResult.includedIf(isWanted(contract, wanted)))
                        .orElse(FilterResult.included("judged by its class")))
                .configurationParameter(LauncherConstants.STACKTRACE_PRUNING_ENABLED_PROPERTY_NAME, "true")
                .build();
        LauncherFactory.create().execute(request, summary, this);
        var result = summary.getSummary();
        var out = new PrintWriter(System.out, true);
        result.printFailuresTo(out, 12);
        notAsked.forEach(test -> out.println("not asked: " + test));
        out.printf(
                "contracts: %d passed, %d failed, %d not asked of an address; %d s%n",
                result.getTestsSucceededCount(),
                result.getTotalFailureCount(),
                result.getTestsAbortedCount(),
                (result.getTimeFinished() - result.getTimeStarted()) / 1000);
        return result.getTotalFailureCount() == 0 && result.getTestsSucceededCount() > 0;
    }

    private static String nameOf(TestSource source) {
        String contract = contractOf(source)
                .map(Class::getSimpleName)
                .orElseThrow(() -> new IllegalArgumentException("" + source));
        return source instanceof MethodSource one ? contract + "." + one.getMethodName() : contract;
    }

    private static Optional<Class<?>> contractOf(TestSource source) {
        return switch (source) {
            case ClassSource whole -> Optional.of(whole.getJavaClass());
            case MethodSource one -> Optional.of(one.getJavaClass());
            default -> Optional.empty();
        };
    }

    private static boolean isWanted(Class<?> contract, Set<String> wanted) {
        return (wanted.isEmpty() || wanted.contains(contract.getSimpleName()))
                && AnnotationSupport.findRepeatableAnnotations(contract, ExtendWith.class).stream()
                        .flatMap(extended -> Arrays.stream(extended.value()))
                        .anyMatch(Stack.Shared.class::equals);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            notAsked.add(test.getSource().map(Contracts::nameOf).orElse(test.getDisplayName())
                    + result.getThrowable()
                            .map(why -> " (" + why.getMessage() + ")")
                            .orElse(""));
        }
    }
}
