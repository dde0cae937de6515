package io.agentplane.gateway.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Times API calls by service and class of status, as {@code agentplane.gateway.calls}. */
final class CallMetrics {

    private static final String SERVED_BY = CallMetrics.class.getName() + ".servedBy";

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Names the service that a call went to; a call without one was the gateway's own. */
    void servedBy(Request request, Target service) {
        request.setAttribute(SERVED_BY, service);
    }

    Callback timed(Request request, Response response, Callback callback) {
        long begun = request.getBeginNanoTime();
        return Callback.from(callback, () -> {
            Target service = request.getAttribute(SERVED_BY) instanceof Target target ? target : Target.GATEWAY;
            timers.computeIfAbsent(new Series(service, response.getStatus() / 100), this::timer)
                    .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        });
    }

    private Timer timer(Series series) {
        return Timer.builder("agentplane.gateway.calls")
                .tag("to", series.service().wireName())
                .tag("status", series.statusClass() + "xx")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
    }

    private record Series(Target service, int statusClass) {}
}
