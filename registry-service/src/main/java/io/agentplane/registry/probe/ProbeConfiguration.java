package io.agentplane.registry.probe;

import io.agentplane.platform.signal.SignalledLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProbeConfiguration {

    private static final int CLIENT_THREADS = 12;
    private static final int LOOKUP_THREADS = 16;
    private static final Duration LOOKUP_THREAD_IDLE = Duration.ofSeconds(10);
    private static final int MOST_HEADERS = 8 * 1024;
    private static final Duration DESTINATION_IDLE = Duration.ofMinutes(1);
    private static final Duration VERDICT_INTERVAL = Duration.ofSeconds(1);

    /** A client that asks and forgets: no redirects, cookies, decoding or kept connections, and small answers only. */
    @Bean(initMethod = "start", destroyMethod = "stop")
    HttpClient probeClient(ProbeSettings settings) {
        var threads = new QueuedThreadPool(CLIENT_THREADS);
        threads.setName("probe");
        threads.setDaemon(true);
        var rule = new AddressRule(
                settings.allowedNetworks().stream().map(Network::parse).toList());
        var client = new HttpClient();
        client.setName("probe");
        client.setExecutor(threads);
        client.setSocketAddressResolver(new PermittedAddresses(
                rule,
                InetAddress::getAllByName,
                lookups(settings.maxConcurrent()),
                settings.timeout().dividedBy(2)));
        client.setConnectTimeout(settings.timeout().toMillis());
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setMaxResponseHeadersSize(MOST_HEADERS);
        client.setResponseBufferSize(MOST_HEADERS);
        client.setDestinationIdleTimeout(DESTINATION_IDLE.toMillis());
        return client;
    }

    /** Look-ups block, and outlive the probes that asked for them where no name server answers; so few may wait. */
    private static Executor lookups(int mostWaiting) {
        var lookups = new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                LOOKUP_THREAD_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(mostWaiting),
                Thread.ofPlatform().daemon().name("probe-lookup-", 0).factory());
        lookups.allowCoreThreadTimeOut(true);
        return lookups;
    }

    @Bean
    SignalledLoop probing(ProbeRounds rounds, ProbeSettings settings) {
        return new SignalledLoop("probes", ProbeSchedule.tick(settings.interval()), rounds::probeDue);
    }

    @Bean
    SignalledLoop probeVerdictLoop(ProbeVerdicts verdicts) {
        var loop = new SignalledLoop("probe-verdicts", VERDICT_INTERVAL, verdicts::write);
        verdicts.whenThereAreSome(loop::wake);
        return loop;
    }
}
