package dev.mosaicstack.functions.metricsscrape.target.http;

import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** An answer that is to be metrics. @param most bytes, packed and unpacked */
record Fetched(HttpResponse<byte[]> answer, int most) {

    /** @throws Unreadable where it is something else */
    byte[] text() throws Unreadable {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            throw new Unreadable("it does not let us in (status " + status + "): look at user, password and token");
        }
        if (status != 200) {
            throw new Unreadable("it answers with status " + status);
        }
        if (header("Content-Type").startsWith("text/html")) {
            throw new Unreadable("its answer is a page of HTML, no metrics: look at the path of its url");
        }
        String packed = header("Content-Encoding");
        return switch (packed) {
            case "", "identity" -> answer.body();
            case "gzip", "x-gzip" -> unpacked();
            default -> throw new Unreadable("its answer is packed with " + packed + ", which we did not ask for");
        };
    }

    static Unreadable tooLong(int most) {
        return new Unreadable("its answer is longer than " + most + " bytes");
    }

    private byte[] unpacked() throws Unreadable {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()), 8192)) {
            byte[] text = in.readNBytes(most + 1);
            if (text.length > most) {
                throw tooLong(most);
            }
            return text;
        } catch (IOException e) {
            throw new Unreadable("its answer says that it is packed, and cannot be unpacked");
        }
    }

    private String header(String name) {
        return answer.headers().firstValue(name).orElse("").strip().toLowerCase(Locale.ROOT);
    }
}
