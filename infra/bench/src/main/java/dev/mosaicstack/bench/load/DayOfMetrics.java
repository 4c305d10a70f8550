package dev.mosaicstack.bench.load;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Random;

/** A day of history, put into the database as the product would have: rows of half an hour, 15 s from sample to sample. */
public record DayOfMetrics(int series, Instant end) {

    public static final String METRIC = "bench_day";

    private static final long STEP_MILLIS = 15_000;
    private static final int BLOCK = 120;
    private static final int BLOCKS = 48;

    /** Beyond those that the product has given. */
    private static final int FIRST_ID = 1_000_000;

    /** While the product is stopped. */
    public void into(Path database) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.setAutoCommit(false);
            for (int n = 0; n < series; n++) {
                one(connection, n);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void one(Connection connection, int n) throws SQLException {
        String text = METRIC + "{n=\"" + n + "\"}";
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO metric_series (id, hash, text) VALUES (?, ?, ?)")) {
            insert.setLong(1, FIRST_ID + n);
            insert.setString(2, hash(text));
            insert.setBytes(3, text.getBytes(StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
        var random = new Random(n);
        long from = end.toEpochMilli() - (long) BLOCKS * BLOCK * STEP_MILLIS;
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO metric_block (series_id, from_at, to_at, samples) VALUES (?, ?, ?, ?)")) {
            for (int block = 0; block < BLOCKS; block++) {
                long begin = from + (long) block * BLOCK * STEP_MILLIS;
                insert.setLong(1, FIRST_ID + n);
                insert.setLong(2, begin);
                insert.setLong(3, begin + (BLOCK - 1) * STEP_MILLIS);
                insert.setBytes(4, samples(begin, random));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "%064x".formatted(new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the product's own format has them, every value with all its bytes. */
    private static byte[] samples(long begin, Random random) {
        var bytes = new ByteArrayOutputStream();
        long before = 0;
        for (int i = 0; i < BLOCK; i++) {
            long bits = Double.doubleToRawLongBits(random.nextDouble());
            boolean otherDistance = i < 2;
            bytes.write((otherDistance ? 0x80 : 0) | 8 << 3);
            if (otherDistance) {
                varint(i == 0 ? begin : STEP_MILLIS, bytes);
            }
            for (int n = 0; n < 8; n++) {
                bytes.write((int) ((bits ^ before) >>> 8 * n));
            }
            before = bits;
        }
        return bytes.toByteArray();
    }

    private static void varint(long number, ByteArrayOutputStream bytes) {
        long rest = number;
        while (rest > 0x7f) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
