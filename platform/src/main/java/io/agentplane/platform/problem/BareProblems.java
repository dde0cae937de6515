package io.agentplane.platform.problem;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests with problem documents that Spring never sees. */
public final class BareProblems {

    private final ProblemDocuments documents;
    private final JsonMapper json;

    public BareProblems(ProblemDocuments documents, JsonMapper json) {
        this.documents = documents;
        this.json = json;
    }

    /**
     * Sends the answer; nothing waits for it to arrive.
     *
     * @param traceId 32 hexadecimal digits, when the trace is known
     */
    public void send(
            Request request, Response response, Callback callback, DomainException refusal, @Nullable String traceId) {
        String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        ProblemDetail problem = documents.of(refusal, path);
        if (traceId != null) {
            problem.setProperty("traceId", traceId);
        }
        response.setStatus(problem.getStatus());
        response.getHeaders().put(ProblemDocuments.CODE_HEADER, refusal.code().code());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.write(true, ByteBuffer.wrap(json.writeValueAsBytes(problem)), callback);
    }
}
