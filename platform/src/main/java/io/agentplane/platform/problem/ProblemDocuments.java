package io.agentplane.platform.problem;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** Builds RFC 9457 problem documents: {@code type, title, status, detail, instance, code, traceId}. */
public final class ProblemDocuments {

    /** Tells a problem's code to those who don't read bodies. */
    public static final String CODE_HEADER = "Agentplane-Problem";

    /** The {@code Retry-After} of what {@linkplain ProblemKind#isPassing passes}. */
    public static final String RETRY_AFTER_SECONDS = "5";

    static final String TYPE_PREFIX = "urn:agentplane:problem:";

    private final Tracer tracer;

    public ProblemDocuments(Tracer tracer) {
        this.tracer = tracer;
    }

    public ProblemDetail of(DomainException refusal, String path) {
        ProblemDetail problem = of(refusal.code(), refusal.detail(), path);
        refusal.properties().forEach(problem::setProperty);
        return problem;
    }

    public ProblemDetail of(ProblemCode code, String detail, String path) {
        ProblemDetail problem = ProblemDetail.forStatus(code.kind().status());
        problem.setType(URI.create(TYPE_PREFIX + code.code()));
        problem.setTitle(code.title());
        problem.setDetail(detail);
        problem.setInstance(instance(path));
        problem.setProperty("code", code.code());
        String traceId = traceId();
        if (traceId != null) {
            problem.setProperty("traceId", traceId);
        }
        return problem;
    }

    private static @Nullable URI instance(String path) {
        try {
            return URI.create(path);
        } catch (IllegalArgumentException notAnUri) {
            return null;
        }
    }

    private @Nullable String traceId() {
        Span span = tracer.currentSpan();
        return span == null ? null : span.context().traceId();
    }
}
