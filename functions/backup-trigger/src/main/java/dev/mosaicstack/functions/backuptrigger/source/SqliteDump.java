package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.store.SqliteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteErrorCode;

/** A copy of an SQLite database that the driver makes in one transaction. It is on disk in clear until it is read. */
record SqliteDump(Source.Sqlite source) implements Dump {

    private record Copy(Path file, InputStream stream, List<Sums.Table> tables) implements Flow {

        @Override
        public List<Sums.Table> finish() {
            return tables;
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException e) {
                // There is nothing left to read.
            }
            delete(file);
        }
    }

    @Override
    public String fileName() {
        return source.name() + ".sqlite";
    }

    @Override
    public Flow open(Work work) throws Failure {
        mustBeThere();
        Path copy = work.folder().resolve(source.name() + ".sqlite");
        Flow flow = null;
        try {
            mustHaveRoom(work.folder());
            Files.createFile(copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            SqliteFile.copy(source.file(), copy);
            work.programs().mustGoOn();
            mustBeWhole(copy);
            List<Sums.Table> tables =
                    SqliteFile.tables(copy, () -> !work.programs().stopped());
            work.programs().mustGoOn();
            flow = new Copy(copy, Files.newInputStream(copy), tables);
            return flow;
        } catch (SQLException e) {
            throw refused(e);
        } catch (IOException e) {
            throw new Failure(Fault.DUMP_FAILED, "the copy of " + source.file() + " cannot be made: " + e);
        } finally {
            if (flow == null) {
                delete(copy);
            }
        }
    }

    private void mustBeThere() throws Failure {
        Path file = source.file();
        if (!Files.exists(file)) {
            throw new Failure(Fault.SOURCE_MISSING, file + " does not exist");
        }
        if (!Files.isReadable(file)) {
            throw new Failure(Fault.SOURCE_UNREADABLE, file + " cannot be read: permission denied");
        }
        if (!Files.isRegularFile(file) || file.toFile().length() == 0) {
            throw new Failure(Fault.SOURCE_REFUSED, file + " is no SQLite database: it is empty, or no file");
        }
    }

    private void mustHaveRoom(Path folder) throws IOException, Failure {
        long room = Files.getFileStore(folder).getUsableSpace();
        long needed = Files.size(source.file());
        if (room < needed) {
            throw new Failure(
                    Fault.DUMP_FAILED,
                    "a copy of %s takes %,d bytes, and %s has room for %,d"
                            .formatted(source.file(), needed, folder, room));
        }
    }

    private void mustBeWhole(Path copy) throws SQLException, Failure {
        List<String> damage = SqliteFile.damage(copy, false);
        if (!damage.isEmpty()) {
            throw new Failure(Fault.SOURCE_REFUSED, source.file() + " is damaged, says SQLite: " + damage.getFirst());
        }
    }

    private Failure refused(SQLException e) {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
        String words =
                switch (code) {
                    case SQLITE_NOTADB -> " is no SQLite database, or it is encrypted";
                    case SQLITE_CORRUPT -> " is damaged, says SQLite: " + e.getMessage();
                    case SQLITE_BUSY, SQLITE_LOCKED -> " is locked: a writer let nobody read it for 30 s";
                    default -> " cannot be read, says SQLite: " + e.getMessage();
                };
        Fault fault = code == SQLiteErrorCode.SQLITE_FULL ? Fault.DUMP_FAILED : Fault.SOURCE_REFUSED;
        return new Failure(fault, source.file() + words);
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + "-journal"));
        } catch (IOException e) {
            // The run's folder goes as a whole when the run has ended.
        }
    }
}
