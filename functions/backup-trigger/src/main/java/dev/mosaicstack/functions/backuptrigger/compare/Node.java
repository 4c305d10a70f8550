package dev.mosaicstack.functions.backuptrigger.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * Something that a snapshot has.
 *
 * @param path absolute in the snapshot; bytes that are no UTF-8 are U+FFFD each
 * @param size of a file, in bytes
 * @param changed when its inode was changed; {@link Instant#EPOCH} where that is not known
 * @param target of a symbolic link; empty where restic does not tell
 */
public record Node(Type type, String path, long size, Instant modified, Instant changed, String target) {

    public enum Type {
        FILE,
        DIR,
        SYMLINK,
        /** It is never restored. */
        SOCKET,
        /** Pipes and devices. */
        OTHER;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Node of(JsonNode json) {
        return new Node(
                switch (json.path("type").asText()) {
                    case "file" -> Type.FILE;
                    case "dir" -> Type.DIR;
                    case "symlink" -> Type.SYMLINK;
                    case "socket" -> Type.SOCKET;
                    default -> Type.OTHER;
                },
                json.path("path").asText(),
                json.path("size").asLong(),
                time(json.path("mtime")),
                time(json.path("ctime")),
                json.path("linktarget").asText(""));
    }

    private static Instant time(JsonNode text) {
        return text.isTextual() ? OffsetDateTime.parse(text.asText()).toInstant() : Instant.EPOCH;
    }

    void write(DataOutput to) throws IOException {
        to.writeByte(type.ordinal());
        to.writeUTF(path);
        to.writeLong(size);
        write(to, modified);
        write(to, changed);
        to.writeUTF(target);
    }

    static Node read(DataInput from) throws IOException {
        return new Node(
                Type.values()[from.readByte()],
                from.readUTF(),
                from.readLong(),
                time(from),
                time(from),
                from.readUTF());
    }

    private static void write(DataOutput to, Instant time) throws IOException {
        to.writeLong(time.getEpochSecond());
        to.writeInt(time.getNano());
    }

    private static Instant time(DataInput from) throws IOException {
        return Instant.ofEpochSecond(from.readLong(), from.readInt());
    }

    /** The folder that it is in; empty for the snapshot's root. */
    String parent() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
