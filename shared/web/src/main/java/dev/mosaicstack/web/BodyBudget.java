package dev.mosaicstack.web;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies this process keeps at once, whoever sent them: a heap that strangers can fill is one that
 * they can stop. The last eighth is for small bodies alone, so that calls are answered while large ones wait.
 */
@Singleton
final class BodyBudget {

    /** A body up to this size, in bytes, finds room when larger ones do not. */
    static final long SMALL = 64 * 1024;

    private final AtomicLong kept = new AtomicLong();
    private final long all;

    @Inject
    BodyBudget(WebSettings settings) {
        this(
                settings.http()
                        .bodyBudget()
                        .map(MemorySize::asLongValue)
                        .orElse(Runtime.getRuntime().maxMemory() / 4),
                Math.max(
                        settings.http().maxBody().asLongValue(),
                        settings.http().maxWebhookBody().asLongValue()));
    }

    /** @param wanted in bytes; @param largest one such body always has room in an empty process, whatever is wanted */
    BodyBudget(long wanted, long largest) {
        this.all = Math.max(wanted, largest + largest / 7 + 8);
    }

    /** Of one body, with nothing kept yet. */
    Share open() {
        return new Share();
    }

    /** In bytes, of all bodies. */
    long kept() {
        return kept.get();
    }

    /** What one body keeps, until nobody holds it any more. */
    final class Share {

        private long bytes;
        private int holders = 1;

        /** @param to bytes altogether; @return false where there is no room, and nothing is changed */
        synchronized boolean grow(long to) {
            long more = to - bytes;
            long limit = to <= SMALL ? all : all - all / 8;
            if (holders == 0 || kept.addAndGet(more) > limit && more > 0) {
                if (holders > 0) {
                    kept.addAndGet(-more);
                }
                return false;
            }
            bytes = to;
            return true;
        }

        /** For who goes on with the body when its sender may have left. @return false where it was given back before */
        synchronized boolean hold() {
            if (holders == 0) {
                return false;
            }
            holders++;
            return true;
        }

        synchronized void release() {
            if (--holders == 0) {
                kept.addAndGet(-bytes);
                bytes = 0;
            }
        }
    }
}
