package dev.mosaicstack.functions.metricsscrape.target.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file system says of itself, in bytes. @param available of what is free, to others than root */
record Disk(String device, String type, double size, double free, double available) {

    /** Takes for ever where it does not answer, as a share of a host that is away. */
    static Disk read(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        return new Disk(
                store.name(), store.type(), store.getTotalSpace(), store.getUnallocatedSpace(), store.getUsableSpace());
    }
}
