package io.agentplane.platform.path;

import io.agentplane.platform.problem.BareProblems;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Turns requests away whose target or headers can't be read in one way only, or whose method no operation has, before
 * anyone looks.
 */
final class TargetDoor extends Handler.Wrapper {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final BareProblems problems;

    TargetDoor(Handler next, BareProblems problems) {
        super(next);
        this.problems = problems;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        RequestTarget target;
        try {
            if (!METHODS.contains(request.getMethod())) {
                throw PlatformProblem.METHOD_NOT_ALLOWED.because(
                        "No operation takes this method; the Allow header lists those that there are");
            }
            target = RequestTarget.of(request.getHttpURI());
            SingleHeaders.require(request.getHeaders());
        } catch (DomainException malformed) {
            if (malformed.code() == PlatformProblem.METHOD_NOT_ALLOWED) {
                response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", METHODS));
            }
            problems.send(request, response, callback, malformed, null);
            return true;
        }
        return super.handle(target.in(request), response, callback);
    }
}
