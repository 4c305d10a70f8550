package dev.mosaicstack.functions.metricsscrape.target.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The body of an answer; of one that is longer than allowed no more is taken, and the connection is closed. */
public final class Bounded implements BodySubscriber<byte[]> {

    /** It is longer than allowed. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final int UNKNOWN = 1 << 13;

    /** What somebody says of itself is not believed beyond that. */
    private static final int LARGEST_FIRST = 1 << 20;

    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final int most;
    private byte[] taken;
    private int size;
    private Subscription subscription;

    /** @param head says how long the body is to be, or does not */
    public Bounded(HttpResponse.ResponseInfo head, int most) {
        this.most = most;
        long length = head.headers().firstValueAsLong("Content-Length").orElse(UNKNOWN);
        this.taken = new byte[Math.clamp(length, 0, Math.min(most, LARGEST_FIRST))];
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int more = buffer.remaining();
            if (more > most - size) {
                subscription.cancel();
                body.completeExceptionally(new TooLong());
                return;
            }
            if (more > taken.length - size) {
                taken = Arrays.copyOf(taken, (int) Math.min(most, Math.max(2L * taken.length, size + more)));
            }
            buffer.get(taken, size, more);
            size += more;
        }
    }

    @Override
    public void onError(Throwable why) {
        body.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        body.complete(size == taken.length ? taken : Arrays.copyOf(taken, size));
    }
}
