package io.agentplane.platform.path;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/** What a request asks for. Its spelling on the wire is made from what was read, never the other way round. */
public record RequestTarget(RequestPath path, RequestQuery query) {

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

    /** The request as it was read, for whoever reads its path or query again. */
    public Request in(Request request) {
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
