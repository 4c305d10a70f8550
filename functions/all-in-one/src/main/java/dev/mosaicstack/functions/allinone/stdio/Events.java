package dev.mosaicstack.functions.allinone.stdio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A stream of server-sent events, of which only the data matter here. */
final class Events {

    private Events() {}

    /** Hands on the data of each event until the stream ends; a line break in it becomes a space, as JSON allows. */
    static void read(InputStream stream, Consumer<String> each) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        var data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                data.append(line, line.startsWith("data: ") ? 6 : 5, line.length())
                        .append(' ');
            } else if (line.isEmpty() && !data.toString().isBlank()) {
                each.accept(data.toString().strip());
                data.setLength(0);
            }
        }
    }
}
