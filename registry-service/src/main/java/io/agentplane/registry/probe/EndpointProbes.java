package io.agentplane.registry.probe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agentplane.platform.net.PermittedAddresses.NotPermittedException;
import io.agentplane.registry.probe.ProbeOutcome.Alive;
import io.agentplane.registry.probe.ProbeOutcome.Dead;
import io.agentplane.registry.probe.ProbeOutcome.Unprobed;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Asks an endpoint once whether it answers. */
@Service
public class EndpointProbes {

    private static final Logger log = LoggerFactory.getLogger(EndpointProbes.class);
    private static final int SERVER_FAULT = 500;
    private static final int MAX_COMPLAINTS = 10_000;

    private final HttpClient client;
    private final ProbeSettings settings;
    private final MeterRegistry metrics;
    private final Cache<String, String> complaints =
            Caffeine.newBuilder().maximumSize(MAX_COMPLAINTS).build();

    EndpointProbes(HttpClient probeClient, ProbeSettings settings, MeterRegistry metrics) {
        this.client = probeClient;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** Completes within the time limit, and never with a failure. No thread waits meanwhile. */
    public CompletableFuture<ProbeOutcome> probe(String endpoint) {
        var outcome = new CompletableFuture<ProbeOutcome>();
        CompletableFuture<ProbeOutcome> counted = outcome.thenApply(this::counted);
        try {
            URI uri = URI.create(endpoint);
            client.newRequest(uri)
                    .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .headers(headers -> headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE))
                    .onResponseHeaders(response -> {
                        outcome.complete(judge(response.getStatus()));
                        response.abort(new AnsweredException());
                    })
                    .send(result -> outcome.complete(judge(uri, result.getFailure())));
        } catch (RuntimeException noAddress) {
            outcome.complete(new Unprobed("The endpoint is no address to connect to"));
        }
        return counted;
    }

    private static ProbeOutcome judge(int status) {
        return status < SERVER_FAULT ? new Alive() : new Dead("The endpoint answers with status " + status);
    }

    private ProbeOutcome judge(URI uri, @Nullable Throwable failure) {
        return switch (failure) {
            case NotPermittedException refused -> unprobed(uri, "The endpoint's address is not publicly routable");
            case UnknownHostException unknown -> unprobed(uri, "The endpoint's name can't be resolved");
            case TimeoutException late -> new Dead("The endpoint does not answer within " + settings.timeout());
            case SocketTimeoutException late -> new Dead("The endpoint does not answer within " + settings.timeout());
            case ConnectException refused -> new Dead("The endpoint takes no connections");
            case SSLException distrusted -> new Dead("The endpoint can't be trusted: no valid certificate");
            case null -> new Alive();
            default -> new Dead("The endpoint breaks the connection off");
        };
    }

    /** Says so once for each host. */
    private Unprobed unprobed(URI uri, String reason) {
        String host = String.valueOf(uri.getHost());
        if (complaints.asMap().putIfAbsent(host, reason) == null) {
            log.warn("Agents at {} are not probed: {}", host, reason);
        }
        return new Unprobed(reason);
    }

    private ProbeOutcome counted(ProbeOutcome outcome) {
        String name = switch (outcome) {
            case Alive alive -> "alive";
            case Dead dead -> "dead";
            case Unprobed unprobed -> "unprobed";
        };
        metrics.counter("agentplane.registry.probes", "outcome", name).increment();
        return outcome;
    }

    /** The status is all that was wanted; the rest of the answer is not read. */
    private static final class AnsweredException extends Exception {}
}
