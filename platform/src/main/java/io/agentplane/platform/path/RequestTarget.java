package io.agentplane.platform.path;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.Optional;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/**
 * What a request asks for. The path goes on spelled from what was read, the query as it came but for its encoding; both
 * are ASCII and can be read in one way only.
 */
public record RequestTarget(RequestPath path, RequestQuery query) {

    private static final String ATTRIBUTE = RequestTarget.class.getName();

    /**
     * Reads the target of a request.
     *
     * @throws DomainException INVALID_REQUEST when the path or the query can be read in no way, or in more than one
     */
    public static RequestTarget of(HttpURI uri) {
        if (uri.getFragment() != null || uri.getUser() != null) {
            throw PlatformProblem.INVALID_REQUEST.because("The request's target must be a path and a query only");
        }
        return new RequestTarget(RequestPath.parse(uri.getPath()), RequestQuery.parse(uri.getQuery()));
    }

    /** The target that was read of a request before, by {@link #in}; absent if none was. */
    public static Optional<RequestTarget> readOf(Request request) {
        return Optional.ofNullable((RequestTarget) request.getAttribute(ATTRIBUTE));
    }

    /** The request as it was read, for whoever asks for its path or query again. */
    public Request in(Request request) {
        request.setAttribute(ATTRIBUTE, this);
        HttpURI spelled = HttpURI.build(request.getHttpURI())
                .path(path.encoded())
                .query(query.encoded())
                .asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpURI getHttpURI() {
                return spelled;
            }
        };
    }
}
