package dev.mosaicstack.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sqlite.SQLiteDataSource;

/** Real connections that note how long each transaction has SQLite's writer lock. */
final class HoldMeter extends SQLiteDataSource {

    /** @param work nanoseconds until the commit; @param commit nanoseconds of the commit, which are mostly the disk's */
    record Hold(long work, long commit) {}

    final List<Hold> holds = Collections.synchronizedList(new ArrayList<>());
    private long began;

    HoldMeter(String url) {
        setUrl(url);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return proxy(Connection.class, (method, arguments) -> {
            Object result = method.invoke(real, arguments);
            return result instanceof PreparedStatement statement ? measured(statement, (String) arguments[0]) : result;
        });
    }

    private PreparedStatement measured(PreparedStatement real, String sql) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            long before = System.nanoTime();
            Object result = method.invoke(real, arguments);
            if (method.getName().equals("execute")) {
                note(sql, before);
            }
            return result;
        });
    }

    private void note(String sql, long before) {
        switch (sql) {
            case "BEGIN IMMEDIATE" -> began = System.nanoTime();
            case "COMMIT" -> holds.add(new Hold(before - began, System.nanoTime() - before));
            default -> {}
        }
    }

    private interface Call {
        Object on(java.lang.reflect.Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.on(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
