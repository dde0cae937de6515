package io.agentplane.platform.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Makes clients for addresses that come from outside: they connect to public and allowed addresses only, follow no redirects,
 * keep no cookies, and take small headers only.
 */
public final class OutsideClient {

    private static final int CLIENT_THREADS = 12;
    private static final int LOOKUP_THREADS = 16;
    private static final Duration LOOKUP_THREAD_IDLE = Duration.ofSeconds(10);
    private static final int MAX_HEADERS = 8 * 1024;
    private static final Duration DESTINATION_IDLE = Duration.ofMinutes(1);

    private OutsideClient() {}

    /**
     * A client that is not started yet.
     *
     * @param name of its threads
     * @param allowedNetworks address ranges, such as {@code 10.0.0.0/8}, that may be connected to although they aren't public
     * @param timeout to connect within; half of it is for the look-up of the name
     * @param mostLookups how many names may wait to be looked up
     */
    public static HttpClient create(String name, List<String> allowedNetworks, Duration timeout, int mostLookups) {
        var threads = new QueuedThreadPool(CLIENT_THREADS);
        threads.setName(name);
        threads.setDaemon(true);
        var rule = new AddressRule(allowedNetworks.stream().map(Network::parse).toList());
        var client = new HttpClient();
        client.setName(name);
        client.setExecutor(threads);
        client.setSocketAddressResolver(new PermittedAddresses(
                rule, InetAddress::getAllByName, lookups(name, mostLookups), timeout.dividedBy(2)));
        client.setConnectTimeout(timeout.toMillis());
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setMaxResponseHeadersSize(MAX_HEADERS);
        client.setResponseBufferSize(MAX_HEADERS);
        client.setDestinationIdleTimeout(DESTINATION_IDLE.toMillis());
        return client;
    }

    /** Look-ups block, and outlive the requests that asked for them where no name server answers; so few may wait. */
    private static Executor lookups(String name, int mostWaiting) {
        var lookups = new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                LOOKUP_THREAD_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(mostWaiting),
                Thread.ofPlatform().daemon().name(name + "-lookup-", 0).factory());
        lookups.allowCoreThreadTimeOut(true);
        return lookups;
    }
}
