package dev.mosaicstack.web;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.mosaicstack.core.json.Json;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes Funqy read and write JSON as strictly as the rest of the product: its own reader ignores unknown fields, letter
 * case, trailing tokens and duplicate keys.
 */
@Singleton
final class Bindings {

    private static final String READER = ObjectReader.class.getName();
    private static final String WRITER = ObjectWriter.class.getName();

    /** What quarkus-funqy-knative-events puts behind the names under which quarkus-funqy-http keeps the same. */
    private static final String OF_EVENTS_READER = READER + "_DATA_OBJECT_READER";

    private static final String OF_EVENTS_WRITER = WRITER + "_DATA_OBJECT_WRITER";

    private static volatile boolean takesEvents;

    void start(@Observes StartupEvent event) {
        for (FunctionInvoker invoker :
                hasFunctions() ? FunctionRecorder.registry.invokers() : List.<FunctionInvoker>of()) {
            var context = invoker.getBindingContext();
            takesEvents |= context.containsKey(OF_EVENTS_WRITER);
            if (invoker.hasInput()) {
                ObjectReader reader = Json.STRICT.readerFor(Json.STRICT.constructType(invoker.getInputType()));
                context.put(READER, reader);
                context.replace(OF_EVENTS_READER, reader);
            }
            if (invoker.hasOutput()) {
                ObjectWriter writer = Json.STRICT.writerFor(Json.STRICT.constructType(invoker.getOutputType()));
                context.put(WRITER, writer);
                context.replace(OF_EVENTS_WRITER, writer);
            }
        }
    }

    /** Whether this application was built with the binding that looks for functions in CloudEvents, too. */
    static boolean takesEvents() {
        return takesEvents;
    }

    /** Whether there is a function of that name in this application. */
    static boolean exists(String function) {
        return hasFunctions() && FunctionRecorder.registry.matchInvoker(function) != null;
    }

    /** Funqy makes no registry in an application that has none. */
    private static boolean hasFunctions() {
        return FunctionRecorder.registry != null;
    }

    /** Whether that function has no parameter: it reads what was sent by itself, as it was sent. */
    static boolean readsByItself(String function) {
        return !FunctionRecorder.registry.matchInvoker(function).hasInput();
    }

    /** Null where that function takes no JSON. */
    static ObjectReader reader(String function) {
        return (ObjectReader) FunctionRecorder.registry
                .matchInvoker(function)
                .getBindingContext()
                .get(READER);
    }
}
