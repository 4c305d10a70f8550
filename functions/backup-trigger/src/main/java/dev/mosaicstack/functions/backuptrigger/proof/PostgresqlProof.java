package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.database.Postgresql;
import dev.mosaicstack.functions.backuptrigger.database.PostgresqlCount;
import dev.mosaicstack.functions.backuptrigger.database.PostgresqlPrograms;
import dev.mosaicstack.functions.backuptrigger.database.PostgresqlScratch;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Restores the dump to a scratch database, and counts that as the original was counted. */
record PostgresqlProof(Source.Postgresql source) implements Proof {

    /** As pg_dump writes it. A tablespace of the original may not be there. */
    private static final Pattern CREATE =
            Pattern.compile("CREATE DATABASE .*? WITH (TEMPLATE = .*?)( TABLESPACE = .*)?;");

    /** Nothing of the original's surroundings: owners, roles, tablespaces, other servers. */
    private static final List<String> DATA_ALONE = List.of(
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            "--no-security-labels",
            "--no-publications",
            "--no-subscriptions",
            "--no-tablespaces",
            "--no-password");

    @Override
    public String prove(Work work, Path restored, Sums taken) throws Failure {
        String options = options(work.programs(), restored);
        try (var scratch = PostgresqlScratch.on(source.drill(), work.run().id(), options)) {
            restore(work.programs(), scratch.postgresql(), restored);
            return new Counted("table", "row", count(work.programs(), scratch.postgresql())).compare(taken);
        }
    }

    /** Encoding and language of the original: without them, some texts would not fit, and others sort in another way. */
    private static String options(Programs programs, Path dump) throws Failure {
        List<String> command =
                List.of(Tool.PG_RESTORE.path(), "--create", "--schema-only", "--file=-", dump.toString());
        try (Child pgRestore = programs.start(command, Map.of(), null);
                var lines = new BufferedReader(new InputStreamReader(pgRestore.out(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher create = CREATE.matcher(line);
                if (create.matches()) {
                    return create.group(1);
                }
            }
            int exit = pgRestore.ended();
            programs.mustGoOn();
            throw exit == 0
                    ? new Failure(Fault.DRILL_MISMATCH, "the dump has no database in it")
                    : PostgresqlPrograms.restoreFailed(pgRestore, exit);
        } catch (IOException e) {
            throw programs.reasonOf(new Failure(Fault.INTERNAL, "pg_restore cannot be read: " + e.getMessage()));
        }
    }

    private static void restore(Programs programs, Postgresql scratch, Path dump) throws Failure {
        List<String> command = new java.util.ArrayList<>(List.of(Tool.PG_RESTORE.path()));
        command.addAll(DATA_ALONE);
        command.addAll(List.of("--dbname=" + scratch.server().database(), dump.toString()));
        Map<String, String> environment = new HashMap<>(scratch.environment());
        // A scratch database need not survive a power cut.
        environment.put("PGOPTIONS", "-c synchronous_commit=off");
        try (Child pgRestore = programs.start(command, environment, null)) {
            pgRestore.out().transferTo(OutputStream.nullOutputStream());
            int exit = pgRestore.ended();
            programs.mustGoOn();
            if (exit != 0) {
                throw PostgresqlPrograms.restoreFailed(pgRestore, exit);
            }
        } catch (IOException e) {
            throw programs.reasonOf(new Failure(Fault.INTERNAL, "pg_restore cannot be read: " + e.getMessage()));
        }
    }

    private static List<Sums.Table> count(Programs programs, Postgresql scratch) throws Failure {
        try (var count = PostgresqlCount.begin(scratch, programs)) {
            count.start();
            return count.await(programs);
        }
    }
}
