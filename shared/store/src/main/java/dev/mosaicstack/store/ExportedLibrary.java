package dev.mosaicstack.store;

import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library as the build puts it beside a native executable: in the folder {@code sqlite}. With it nothing is
 * unpacked, and the file system may be read-only. An executable that was copied without it has another one inside, which
 * the driver unpacks into the folder for temporary files at each start.
 */
public final class ExportedLibrary {

    private static final String PATH = "org.sqlite.lib.path";

    private ExportedLibrary() {}

    /** Whether this process is a native executable. */
    public static boolean isNative() {
        return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
    }

    /** Before the first connection. Who starts it with {@code -Dorg.sqlite.lib.path=...} knows better. */
    public static void use() {
        if (isNative()) {
            ProcessHandle.current().info().command().ifPresent(program -> useBeside(Path.of(program)));
        }
    }

    static void useBeside(Path program) {
        Path folder = program.resolveSibling("sqlite");
        if (System.getProperty(PATH) == null && Files.exists(folder.resolve(LibraryLoaderUtil.getNativeLibName()))) {
            System.setProperty(PATH, folder.toString());
        }
    }
}
