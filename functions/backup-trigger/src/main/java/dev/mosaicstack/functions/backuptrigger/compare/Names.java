package dev.mosaicstack.functions.backuptrigger.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Names as restic writes them, and as files have them: those are bytes, and what Java makes of them depends on the locale
 * of the process. So names that are not ASCII go by URI, in which bytes stay what they are.
 */
final class Names {

    private static final char UNKNOWN = '\uFFFD';

    private Names() {}

    /** @param path absolute, as restic writes it */
    static Path under(Path root, String path) {
        if (isPlain(path)) {
            return root.resolve(path.substring(1));
        }
        var uri = new StringBuilder(root.toUri().getRawPath());
        if (uri.charAt(uri.length() - 1) == '/') {
            uri.setLength(uri.length() - 1);
        }
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            if (each > 0 && Character.isLetterOrDigit(each) || each == '/') {
                uri.append((char) each);
            } else {
                uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return Path.of(URI.create("file://" + uri));
    }

    /** Not empty, and the same in each locale. */
    static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().allMatch(each -> each < 128);
    }

    /** Whether restic could not write all of the name. */
    static boolean isLossy(String name) {
        return name.indexOf(UNKNOWN) >= 0;
    }

    /** What in the folder has this name as restic writes it: several, where it could not write all of the name. */
    static List<Path> named(Path folder, String name) {
        List<Path> named = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (text(entry).equals(name)) {
                    named.add(entry);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return named;
    }

    /** The last name of the path, as restic writes it. */
    static String text(Path path) {
        String raw = path.toUri().getRawPath();
        String name = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return decode(bytes(name.substring(name.lastIndexOf('/') + 1)));
    }

    private static byte[] bytes(String encoded) {
        var bytes = new ByteArrayOutputStream();
        for (int at = 0; at < encoded.length(); at++) {
            if (encoded.charAt(at) == '%') {
                bytes.write(HexFormat.fromHexDigits(encoded, at + 1, at + 3));
                at += 2;
            } else {
                bytes.write(encoded.charAt(at));
            }
        }
        return bytes.toByteArray();
    }

    /** As Go does it: one U+FFFD for each byte that is none of UTF-8's. */
    private static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            in.get();
            out.put(UNKNOWN);
            decoder.reset();
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }
}
