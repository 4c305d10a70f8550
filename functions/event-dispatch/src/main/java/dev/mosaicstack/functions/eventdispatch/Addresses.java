package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.subscription.Destinations;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where sinks are. A name is looked up here and judged, and the address that was judged is the one that is called: a name
 * whose address changes in between leads nowhere else.
 */
@Singleton
final class Addresses implements Destinations {

    private static final long KEPT = Duration.ofSeconds(30).toNanos();

    private record Known(InetAddress address, long until) {}

    private final boolean privateOnes;
    private final Optional<String> knativeSink;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param knativeSink Knative decided on it, and a cluster's addresses are private ones */
    Addresses(DispatchConfig config, @ConfigProperty(name = "K_SINK") Optional<String> knativeSink) {
        this.privateOnes = config.allowPrivateSinks();
        this.knativeSink = knativeSink;
    }

    /** Why a sink is not called, in words that follow its name. */
    static final class Unreachable extends Exception {
        Unreachable(String problem) {
            super(problem, null, false, false);
        }
    }

    @Override
    public Optional<String> problem(URI sink) {
        try {
            find(sink);
            return Optional.empty();
        } catch (Unreachable e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Empty where it has to be looked up first. */
    Optional<InetAddress> known(URI sink) {
        Known found = known.get(sink.getHost());
        return found == null || System.nanoTime() - found.until() > 0 ? Optional.empty() : Optional.of(found.address());
    }

    /** Looks its name up: this takes time. */
    InetAddress find(URI sink) throws Unreachable {
        InetAddress address = lookUp(sink.getHost());
        boolean allowed =
                privateOnes || knativeSink.filter(sink.toString()::equals).isPresent();
        if (!allowed && PublicAddress.isNot(address)) {
            throw new Unreachable(
                    "is at an address that is not public (MOSAIC_DISPATCH_ALLOW_PRIVATE_SINKS allows that)");
        }
        known.put(sink.getHost(), new Known(address, System.nanoTime() + KEPT));
        return address;
    }

    /** The one that is not public, where there are several: nobody is to get there by chance. */
    private static InetAddress lookUp(String host) throws Unreachable {
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            for (InetAddress each : all) {
                if (PublicAddress.isNot(each)) {
                    return each;
                }
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new Unreachable("has a host that cannot be found");
        }
    }
}
