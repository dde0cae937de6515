package io.agentplane.platform.problem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
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
     * Sends the answer once the caller has sent its body, within bounds: before, it might not see the answer. Nothing
     * waits for it to arrive.
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
        if (refusal.code().kind().isPassing()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, ProblemDocuments.RETRY_AFTER_SECONDS);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        SafeAnswers.HEADERS.forEach(response.getHeaders()::put);
        ByteBuffer answer = ByteBuffer.wrap(json.writeValueAsBytes(problem));
        Runnable send = () -> response.write(true, answer, callback);
        if (HttpMethod.CONNECT.is(request.getMethod())) {
            // What follows is no body, and has no end.
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
            send.run();
            return;
        }
        Content.Source.consumeAll(new Rest(request), Callback.from(send, tooLongOrBroken -> {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
            send.run();
        }));
    }

    /** A body that nobody wants; it ends in a failure where it is too long, or takes too long, to be read in vain. */
    private static final class Rest extends Request.Wrapper {

        /** Asked for whatever part comes; who sends nothing is ended by the connection's idle time. */
        private static final long MAX_NANOS = Duration.ofSeconds(10).toNanos();

        private static final long MAX_READ_IN_VAIN = DataSize.ofMegabytes(16).toBytes();

        private final long begunAt = System.nanoTime();
        private long read;

        Rest(Request request) {
            super(Request.unWrap(request));
        }

        @Override
        public Content.Chunk read() {
            if (read > MAX_READ_IN_VAIN || System.nanoTime() - begunAt > MAX_NANOS) {
                return Content.Chunk.from(new IOException("The body is too long to be read in vain"), true);
            }
            Content.Chunk chunk = super.read();
            if (chunk != null) {
                read += chunk.remaining();
            }
            return chunk;
        }

        /** What is left is for the connection to deal with. */
        @Override
        public void fail(Throwable failure) {}
    }
}
