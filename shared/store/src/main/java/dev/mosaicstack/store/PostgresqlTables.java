package dev.mosaicstack.store;

import dev.mosaicstack.core.backup.Sums;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables whose rows pg_dump writes, and what is in them: all as one transaction sees it, which ends with the
 * connection. PostgreSQL 12 and newer.
 */
public final class PostgresqlTables {

    /** How texts of values look must not depend on the server that is asked, or on settings of the user. */
    private static final String SAME_EVERYWHERE = """
            SET LOCAL search_path = pg_catalog;
            SET LOCAL extra_float_digits = 3;
            SET LOCAL DateStyle = 'ISO, YMD';
            SET LOCAL IntervalStyle = 'postgres';
            SET LOCAL TimeZone = 'UTC';
            SET LOCAL bytea_output = 'hex';
            SET LOCAL xmloption = 'content';
            SET LOCAL lc_monetary = 'C';
            SET LOCAL row_security = off;
            SET LOCAL statement_timeout = 0;
            SET LOCAL idle_in_transaction_session_timeout = 0;
            SET LOCAL lock_timeout = '5min'""";

    /** Not those of extensions, which their extension makes again, nor what has no rows of its own: views, partitioned tables. */
    private static final String LIST = """
            SELECT n.nspname, c.relname,
                   (SELECT string_agg('t.' || quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C")
                    FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't'
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
              AND NOT (c.relpersistence = 'u' AND pg_is_in_recovery())
              AND NOT EXISTS (SELECT 1 FROM pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\"""";

    /** The order of columns is not always kept, so they are taken by name. */
    private static final String COUNT = """
            SELECT count(*), coalesce(sum(hashtextextended(ROW(%s)::text COLLATE "C", 0)), 0)::text
            FROM ONLY %s t""";

    /** Of large objects, what is beyond the first 256 MiB is not looked at: more does not fit into a value. */
    private static final String LARGE_OBJECTS = """
            SELECT count(*), coalesce(sum(hashtextextended(oid || ' ' || md5(lo_get(oid, 0, 268435456)), 0)), 0)::text
            FROM pg_largeobject_metadata""";

    private record Table(String schema, String name, String columns) {

        String shown() {
            return plain(schema) + "." + plain(name);
        }

        private static String plain(String name) {
            return name.matches("[a-z_][a-z0-9_$]*") ? name : quoted(name);
        }

        String sql() {
            return quoted(schema) + "." + quoted(name);
        }
    }

    private final Connection connection;
    private final List<Table> tables = new ArrayList<>();

    /**
     * From here on, what is seen is fixed, and nobody can empty or change a table; reading and writing goes on.
     *
     * @throws SQLException also where we may not read one of them
     */
    public PostgresqlTables(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        list();
        lock();
    }

    private void list() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SAME_EVERYWHERE);
            try (ResultSet rows = statement.executeQuery(LIST)) {
                while (rows.next()) {
                    String columns = rows.getString(3);
                    tables.add(new Table(rows.getString(1), rows.getString(2), columns == null ? "" : columns));
                }
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Table table : tables) {
                statement.addBatch("LOCK TABLE ONLY " + table.sql() + " IN ACCESS SHARE MODE");
            }
            statement.executeBatch();
        }
    }

    /** @return what another transaction needs to see the same, as long as this one lasts */
    public String snapshot() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_export_snapshot()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** By schema and name; large objects as one more table, where there are any. */
    public List<Sums.Table> count() throws SQLException {
        List<Sums.Table> counted = new ArrayList<>();
        for (Table table : tables) {
            counted.add(count(table.shown(), COUNT.formatted(table.columns(), table.sql())));
        }
        Sums.Table objects = count("large objects", LARGE_OBJECTS);
        if (objects.rows() > 0) {
            counted.add(objects);
        }
        return counted;
    }

    private Sums.Table count(String name, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return new Sums.Table(name, rows.getLong(1), rows.getString(2));
        }
    }
}
