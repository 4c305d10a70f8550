package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.store.ExportedLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Keeps SQLite's native library in the data folder. By itself the driver unpacks it at each start and compares it byte by
 * byte, which is a tenth of the start-up time. Where this fails, the driver does just that.
 */
public final class SqliteLibrary {

    private static final Logger LOG = Logger.getLogger(SqliteLibrary.class);
    private static final String PATH = "org.sqlite.lib.path";

    private SqliteLibrary() {}

    /** Before the first connection. A native executable has it beside itself, or inside. */
    public static void keepIn(Path folder) {
        ExportedLibrary.use();
        if (ExportedLibrary.isNative() || System.getProperty(PATH) != null) {
            return;
        }
        try {
            Path own = Files.createDirectories(folder.resolve(SQLiteJDBCLoader.getVersion()));
            String name = LibraryLoaderUtil.getNativeLibName();
            if (!Files.exists(own.resolve(name))) {
                unpack(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name, own.resolve(name));
            }
            System.setProperty(PATH, own.toString());
            System.setProperty("org.sqlite.lib.name", name);
        } catch (IOException e) {
            LOG.debugf("SQLite's library is not kept in %s: %s", folder, e.getMessage());
        }
    }

    /** Whole or not at all: a start that is killed here must not leave half a library. */
    private static void unpack(String resource, Path library) throws IOException {
        Path unfinished = Files.createTempFile(library.getParent(), "library", ".new");
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is none for this machine: " + resource);
            }
            Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
