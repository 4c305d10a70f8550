package dev.mosaicstack.functions.backuptrigger.proof;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Writes the same to two tables, one transaction after the other, until it is closed. */
final class Writer implements AutoCloseable {

    private final CountDownLatch underWay = new CountDownLatch(20);
    private final CompletableFuture<Long> written;
    private volatile boolean stopped;

    Writer(String url, String user, String password, String... statements) throws InterruptedException {
        written = CompletableFuture.supplyAsync(() -> write(url, user, password, statements));
        underWay.await();
    }

    private long write(String url, String user, String password, String[] statements) {
        long count = 0;
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stopped) {
                for (String each : statements) {
                    statement.executeUpdate(each);
                }
                connection.commit();
                count++;
                underWay.countDown();
            }
            return count;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return how many transactions it made */
    long stop() {
        stopped = true;
        return written.join();
    }

    @Override
    public void close() {
        stop();
    }
}
