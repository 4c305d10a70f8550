package dev.mosaicstack.functions.backuptrigger.database;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.functions.backuptrigger.plan.Server;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/** An empty database that a drill restores to. It goes when it is closed; what a killed drill left goes when the next is made. */
public final class MariadbScratch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MariadbScratch.class);

    private final Server server;
    private final Work work;
    private final String name;
    private final Child holder;
    private final BufferedReader answers;

    private MariadbScratch(Server server, Work work) throws Failure {
        this.server = server.with("");
        this.work = work;
        this.name = ScratchName.of(work.run().id());
        this.holder = mariadb("").client();
        this.answers = new BufferedReader(new InputStreamReader(holder.out(), StandardCharsets.UTF_8));
    }

    /** @param server on which we may make databases */
    public static MariadbScratch on(Server server, Work work) throws Failure {
        var scratch = new MariadbScratch(server, work);
        scratch.hold();
        try {
            scratch.dropLeftovers();
            scratch.mariadb("").ask("CREATE DATABASE `" + scratch.name + "` CHARACTER SET utf8mb4");
            return scratch;
        } catch (Failure failure) {
            // Told to stop, we do not know whether it was made.
            scratch.close();
            throw failure;
        }
    }

    /** The programs, with this database. */
    public Mariadb mariadb() {
        return mariadb(name);
    }

    private Mariadb mariadb(String database) {
        return new Mariadb(server.with(database), work.programs(), work.folder());
    }

    /** A lock that is gone when we are, however that comes: then anybody may drop the database. */
    private void hold() throws Failure {
        try {
            if (!"1".equals(answer("SET wait_timeout = 604800; SELECT GET_LOCK('" + name + "', 0)"))) {
                throw new Failure(
                        Fault.SOURCE_REFUSED, "the lock " + name + " at " + server + " is held by somebody else");
            }
        } catch (Failure failure) {
            holder.close();
            throw failure;
        }
    }

    private String answer(String sql) throws Failure {
        try {
            holder.in().write((sql + ";\n").getBytes(StandardCharsets.UTF_8));
            holder.in().flush();
            String line = answers.readLine();
            if (line != null) {
                return line;
            }
        } catch (IOException e) {
            LOG.debugf("%s: %s", holder.name(), e.getMessage());
        }
        mariadb("").mustBeWell(holder, Fault.SOURCE_REFUSED);
        throw new Failure(Fault.SOURCE_REFUSED, "the database at " + server + " went away");
    }

    private void dropLeftovers() throws Failure {
        String like = ScratchName.PREFIX.replace("_", "\\_") + "%";
        for (String left : mariadb("").ask("SHOW DATABASES LIKE '" + like + "'")) {
            if (ScratchName.isOurs(left)
                    && !left.equals(name)
                    && "1".equals(answer("SELECT IS_FREE_LOCK('" + left + "')"))) {
                dropLeft(left);
            }
        }
    }

    /** It may be another user's, and then it is that one's to drop. */
    private void dropLeft(String left) {
        try {
            mariadb("").ask("DROP DATABASE IF EXISTS `" + left + "`");
            LOG.infof("%s at %s was left by a drill that is gone: dropped", left, server);
        } catch (Failure failure) {
            LOG.warnf("%s was left by a drill that is gone: %s", left, failure.getMessage());
        }
    }

    /** Also where the run was told to stop: so by a program that is not one of the run's. */
    @Override
    public void close() {
        try {
            new Mariadb(server, new Programs(), work.folder())
                    .ask("SET lock_wait_timeout = 60; DROP DATABASE IF EXISTS `" + name + "`");
        } catch (Failure failure) {
            LOG.warnf("%s stays until the next drill: %s", name, failure.getMessage());
        } finally {
            holder.close();
        }
    }
}
