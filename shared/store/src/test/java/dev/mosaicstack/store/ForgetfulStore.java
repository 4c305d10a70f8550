package dev.mosaicstack.store;

import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.util.function.Function;

/** Something is removed right after the first read. */
final class ForgetfulStore implements Store {

    private final Store store;
    private Runnable forget;

    ForgetfulStore(Store store, Runnable forget) {
        this.store = store;
        this.forget = forget;
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        return store.write(work);
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        T answer = store.read(work);
        if (forget != null) {
            forget.run();
            forget = null;
        }
        return answer;
    }
}
