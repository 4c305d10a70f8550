package dev.mosaicstack.web;

import jakarta.enterprise.inject.Instance;
import java.lang.reflect.Proxy;
import java.util.List;

/** Beans of a kind where no container runs: which of them are there is all that is asked. */
final class Beans {

    private Beans() {}

    @SuppressWarnings("unchecked")
    static <T> Instance<T> of(List<T> beans) {
        return (Instance<T>) Proxy.newProxyInstance(
                Beans.class.getClassLoader(),
                new Class<?>[] {Instance.class},
                (proxy, method, arguments) -> method.invoke(beans, arguments));
    }
}
