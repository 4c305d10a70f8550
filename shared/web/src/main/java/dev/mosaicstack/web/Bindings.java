package dev.mosaicstack.web;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.mosaicstack.core.json.Json;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Makes Funqy read and write JSON as strictly as the rest of the product: its own reader ignores unknown fields, letter
 * case, trailing tokens and duplicate keys.
 */
@Singleton
final class Bindings {

    void start(@Observes StartupEvent event) {
        for (FunctionInvoker invoker : FunctionRecorder.registry.invokers()) {
            if (invoker.hasInput()) {
                var type = Json.STRICT.constructType(invoker.getInputType());
                invoker.getBindingContext().put(ObjectReader.class.getName(), Json.STRICT.readerFor(type));
            }
            if (invoker.hasOutput()) {
                var type = Json.STRICT.constructType(invoker.getOutputType());
                invoker.getBindingContext().put(ObjectWriter.class.getName(), Json.STRICT.writerFor(type));
            }
        }
    }

    /** Whether there is a function of that name in this application. */
    static boolean exists(String path) {
        return path.startsWith("/") && FunctionRecorder.registry.matchInvoker(path.substring(1)) != null;
    }

    /** Whether that function has no parameter: it reads what was sent by itself, as it was sent. */
    static boolean readsByItself(String path) {
        return !FunctionRecorder.registry.matchInvoker(path.substring(1)).hasInput();
    }

    /** Null where the function of that path takes no JSON. */
    static ObjectReader reader(String path) {
        FunctionInvoker invoker = FunctionRecorder.registry.matchInvoker(path.substring(1));
        return (ObjectReader) invoker.getBindingContext().get(ObjectReader.class.getName());
    }
}
