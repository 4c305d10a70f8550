package dev.mosaicstack.functions.mcpserver.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.mcpserver.call.CallTool;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In a native binary a record that is not registered becomes {@code {}}, and its schema is empty: nothing else would say so. */
class RecordsOfToolsTest {

    private static final Path CLASSES = Path.of("target/classes/dev/mosaicstack/functions/mcpserver/tools");

    @Test
    void everyRecordThatCrossesJsonIsRegisteredForReflection() throws IOException {
        Set<Class<?>> needed = new HashSet<>();
        for (Class<?> tool : tools()) {
            ParameterizedType made = (ParameterizedType) tool.getGenericSuperclass();
            Arrays.stream(made.getActualTypeArguments()).forEach(type -> collect(type, needed));
        }
        var registered = List.of(
                ToolRecords.class.getAnnotation(RegisterForReflection.class).targets());
        assertThat(needed).as("what tools take and give").hasSizeGreaterThan(40);
        assertThat(registered).containsExactlyInAnyOrderElementsOf(needed);
    }

    private static List<Class<?>> tools() throws IOException {
        try (Stream<Path> files = Files.list(CLASSES)) {
            List<Class<?>> tools = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .<Class<?>>map(RecordsOfToolsTest::load)
                    .filter(type -> type.getSuperclass() == CallTool.class)
                    .toList();
            assertThat(tools).hasSizeGreaterThanOrEqualTo(29);
            return tools;
        }
    }

    private static Class<?> load(String file) {
        try {
            String name = file.substring(0, file.length() - ".class".length());
            return Class.forName(RecordsOfToolsTest.class.getPackageName() + "." + name, false, loader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static ClassLoader loader() {
        return RecordsOfToolsTest.class.getClassLoader();
    }

    /** Lists, maps and unwrapped records as well: whatever is of ours. */
    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(each -> collect(each, found));
        } else if (type instanceof Class<?> plain && plain.getName().startsWith("dev.mosaicstack")) {
            assertThat(plain.isRecord()).as(plain.getName() + " is a record").isTrue();
            if (found.add(plain)) {
                for (RecordComponent component : plain.getRecordComponents()) {
                    collect(component.getGenericType(), found);
                }
            }
        }
    }
}
