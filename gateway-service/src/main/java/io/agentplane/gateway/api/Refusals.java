package io.agentplane.gateway.api;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.ProblemDocuments;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Answers what the gateway itself turns away with a problem document, and counts it by its code. */
final class Refusals {

    private final ProblemDocuments documents;
    private final JsonMapper json;
    private final MeterRegistry registry;

    Refusals(ProblemDocuments documents, JsonMapper json, MeterRegistry registry) {
        this.documents = documents;
        this.json = json;
        this.registry = registry;
    }

    /** Always true: the request has been answered. */
    boolean refuse(Request request, Response response, Callback callback, Trace trace, DomainException refusal) {
        registry.counter("agentplane.gateway.refusals", "code", refusal.code().code())
                .increment();
        ProblemDetail problem = documents.of(
                refusal, Objects.requireNonNullElse(request.getHttpURI().getPath(), ""));
        problem.setProperty("traceId", trace.id());
        response.setStatus(problem.getStatus());
        response.getHeaders().put(ProblemDocuments.CODE_HEADER, refusal.code().code());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.write(true, ByteBuffer.wrap(json.writeValueAsBytes(problem)), callback);
        return true;
    }
}
