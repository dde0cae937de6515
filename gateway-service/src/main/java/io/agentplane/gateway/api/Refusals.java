package io.agentplane.gateway.api;

import io.agentplane.platform.problem.BareProblems;
import io.agentplane.platform.problem.DomainException;
import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what the gateway itself turns away with a problem document, and counts it by its code. */
final class Refusals {

    private final BareProblems problems;
    private final MeterRegistry registry;

    Refusals(BareProblems problems, MeterRegistry registry) {
        this.problems = problems;
        this.registry = registry;
    }

    /** Always true: the request has been answered. */
    boolean refuse(Request request, Response response, Callback callback, Trace trace, DomainException refusal) {
        registry.counter("agentplane.gateway.refusals", "code", refusal.code().code())
                .increment();
        problems.send(request, response, callback, refusal, trace.id());
        return true;
    }
}
