package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Progress;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In a native binary a record that is not registered becomes {@code {}}: nothing else would say so. */
class BackupRecordsTest {

    @Test
    void everyRecordThatIsJsonInARowIsRegisteredForReflection() {
        Set<Class<?>> needed = new HashSet<>();
        for (Class<?> stored : List.of(Order.class, Outcome.class, Progress.class)) {
            collect(stored, needed);
        }
        assertThat(BackupRecords.class
                        .getAnnotation(RegisterForReflection.class)
                        .targets())
                .containsExactlyInAnyOrderElementsOf(needed);
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(each -> collect(each, found));
        } else if (type instanceof Class<?> plain
                && plain.getName().startsWith("dev.mosaicstack")
                && found.add(plain)) {
            assertThat(plain.isRecord()).as(plain.getName() + " is a record").isTrue();
            for (RecordComponent component : plain.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }
}
