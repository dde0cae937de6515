package io.agentplane.platform.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks names up once for each connection. The client connects to exactly the addresses that were checked, so a name that
 * means something else a moment later gains nothing.
 */
public final class PermittedAddresses implements SocketAddressResolver {

    private final AddressRule rule;
    private final Names names;
    private final Executor executor;
    private final Duration timeout;

    /**
     * @param executor of the look-ups, which block; it may refuse some
     * @param timeout how long a look-up is waited for
     */
    PermittedAddresses(AddressRule rule, Names names, Executor executor, Duration timeout) {
        this.rule = rule;
        this.names = names;
        this.executor = executor;
        this.timeout = timeout;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        var lookup = new CompletableFuture<List<InetSocketAddress>>();
        lookup.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((addresses, failure) -> {
            switch (failure) {
                case null -> promise.succeeded(addresses);
                case TimeoutException slow -> promise.failed(new UnknownHostException("The look-up takes too long"));
                default -> promise.failed(failure);
            }
        });
        try {
            executor.execute(() -> complete(lookup, host, port));
        } catch (RejectedExecutionException tooMany) {
            lookup.completeExceptionally(new UnknownHostException("Too many names are being looked up"));
        }
    }

    /** Nobody waits for a look-up any more that begins after its time. */
    private void complete(CompletableFuture<List<InetSocketAddress>> lookup, String host, int port) {
        if (lookup.isDone()) {
            return;
        }
        try {
            lookup.complete(permitted(host, port));
        } catch (UnknownHostException | NotPermittedException refused) {
            lookup.completeExceptionally(refused);
        }
    }

    private List<InetSocketAddress> permitted(String host, int port)
            throws UnknownHostException, NotPermittedException {
        List<InetSocketAddress> permitted = Stream.of(names.addresses(host))
                .filter(rule::permits)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (permitted.isEmpty()) {
            throw new NotPermittedException();
        }
        return permitted;
    }

    /** What names mean, as {@link InetAddress#getAllByName} knows it. */
    interface Names {

        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** None of a name's addresses may be connected to. */
    public static final class NotPermittedException extends Exception {

        NotPermittedException() {
            super("The address is not publicly routable");
        }
    }
}
