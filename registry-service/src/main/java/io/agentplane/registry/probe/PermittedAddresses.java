package io.agentplane.registry.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks names up once for each connection. The client connects to exactly the addresses that were checked, so a name that
 * means something else a moment later gains nothing.
 */
final class PermittedAddresses implements SocketAddressResolver {

    private final AddressRule rule;
    private final Executor executor;

    /**
     * @param executor of the look-ups, which block
     */
    PermittedAddresses(AddressRule rule, Executor executor) {
        this.rule = rule;
        this.executor = executor;
    }

    @Override
    public void resolve(
            String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        executor.execute(() -> {
            try {
                promise.succeeded(permitted(host, port));
            } catch (UnknownHostException | NotPermittedException refused) {
                promise.failed(refused);
            }
        });
    }

    private List<InetSocketAddress> permitted(String host, int port)
            throws UnknownHostException, NotPermittedException {
        List<InetSocketAddress> permitted = Stream.of(InetAddress.getAllByName(host))
                .filter(rule::permits)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (permitted.isEmpty()) {
            throw new NotPermittedException();
        }
        return permitted;
    }

    /** None of a name's addresses may be connected to. */
    static final class NotPermittedException extends Exception {

        NotPermittedException() {
            super("The address is not publicly routable");
        }
    }
}
