package dev.mosaicstack.functions.backuptrigger.compare;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Pairs of buffers outside the heap, used again by later comparisons: they are given back to nobody for a long time. */
final class Buffers {

    /** Of each, in bytes. */
    static final int SIZE = 512 * 1024;

    private static final BlockingQueue<ByteBuffer[]> FREE = new ArrayBlockingQueue<>(8);

    private Buffers() {}

    static ByteBuffer[] take() {
        ByteBuffer[] pair = FREE.poll();
        return pair != null
                ? pair
                : new ByteBuffer[] {ByteBuffer.allocateDirect(SIZE), ByteBuffer.allocateDirect(SIZE)};
    }

    static void give(ByteBuffer[] pair) {
        FREE.offer(pair);
    }
}
