package dev.mosaicstack.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** In a native executable a resource that nobody declared is not there. */
class ResourcesTest {

    /** Who reads resources, and what: a new place belongs here with its resources, and in a resource-config.json. */
    private static final Map<String, List<String>> READ = Map.of(
            "dev.mosaicstack.redis.Script", List.of("dev/mosaicstack/redis/append.lua"),
            "dev.mosaicstack.functions.metricsscrape.plan.DashboardSeries", List.of("dashboard-series.txt"),
            "dev.mosaicstack.functions.metricsscrape.rule.file.RuleFile", List.of("mosaic-rules.yaml"),
            "dev.mosaicstack.functions.allinone.demo.Gitea", List.of("demo/push.json", "demo/status.json"),
            "dev.mosaicstack.functions.allinone.redis.RedisFolder",
                    List.of("redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2.7-linux-arm64"),
            // Where they are not, which migration is the newest is not known, and nothing else.
            "dev.mosaicstack.functions.allinone.run.Migrations", List.of("db/sqlite/V001__create_event_log.sql"),
            // Not in a native executable: ExportedLibrary.
            "dev.mosaicstack.functions.allinone.run.SqliteLibrary", List.of());

    /** Read while something is built, or by Java itself. */
    private static final Pattern NOT_AT_RUN_TIME = Pattern.compile("META-INF/.*|application\\.properties");

    static Stream<Application> flows() {
        return Application.all();
    }

    @Test
    void noOtherClassReadsResources() {
        List<Path> folders = new ArrayList<>(new Application("all-in-one").ownClasses());
        folders.addAll(Application.sharedClasses());
        Set<String> readers = Bytecode.of(folders).all().stream()
                .filter(ResourcesTest::readsResources)
                .map(node -> node.name.replace('/', '.'))
                .collect(Collectors.toSet());
        assertThat(readers).isEqualTo(READ.keySet());
    }

    @Test
    void whatIsReadIsDeclared() {
        assertThat(READ.values().stream().flatMap(List::stream)).allMatch(new Application("all-in-one").inside());
    }

    /** A file that is added to the resources of a module is one that is read, or it would not be there. */
    @ParameterizedTest
    @MethodSource("flows")
    void everyResourceOfItsModulesIsInTheExecutable(Application flow) {
        List<Path> folders = new ArrayList<>(flow.ownClasses());
        folders.addAll(Application.sharedClasses());
        Predicate<String> inside = flow.inside();
        Set<String> missing = folders.stream()
                .map(classes -> classes.resolve("../../src/main/resources").normalize())
                .filter(Files::isDirectory)
                .flatMap(ResourcesTest::files)
                .filter(name -> !NOT_AT_RUN_TIME.matcher(name).matches() && !inside.test(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).isEmpty();
    }

    private static boolean readsResources(ClassNode node) {
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode call
                        && (call.owner.equals("java/lang/Class") || call.owner.endsWith("ClassLoader"))
                        && (call.name.startsWith("getResource") || call.name.startsWith("getSystemResource"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Stream<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
