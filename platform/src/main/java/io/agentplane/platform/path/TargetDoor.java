package io.agentplane.platform.path;

import io.agentplane.platform.problem.BareProblems;
import io.agentplane.platform.problem.DomainException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Turns requests away whose target can't be read in one way only, before anyone looks at it. */
final class TargetDoor extends Handler.Wrapper {

    private final BareProblems problems;

    TargetDoor(Handler next, BareProblems problems) {
        super(next);
        this.problems = problems;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        RequestTarget target;
        try {
            target = RequestTarget.of(request.getHttpURI());
        } catch (DomainException malformed) {
            problems.send(request, response, callback, malformed, null);
            return true;
        }
        return super.handle(target.in(request), response, callback);
    }
}
