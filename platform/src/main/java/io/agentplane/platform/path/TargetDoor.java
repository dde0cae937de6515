package io.agentplane.platform.path;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.ProblemDocuments;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Turns requests away whose target can't be read in one way only, before anyone looks at it. */
final class TargetDoor extends Handler.Wrapper {

    private final ProblemDocuments documents;
    private final JsonMapper json;

    TargetDoor(Handler next, ProblemDocuments documents, JsonMapper json) {
        super(next);
        this.documents = documents;
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        RequestTarget target;
        try {
            target = RequestTarget.of(request.getHttpURI());
        } catch (DomainException malformed) {
            ProblemDetail problem = documents.of(malformed, request.getHttpURI().getPath());
            response.setStatus(problem.getStatus());
            response.getHeaders()
                    .put(ProblemDocuments.CODE_HEADER, malformed.code().code());
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.write(true, ByteBuffer.wrap(json.writeValueAsBytes(problem)), callback);
            return true;
        }
        return super.handle(target.in(request), response, callback);
    }
}
