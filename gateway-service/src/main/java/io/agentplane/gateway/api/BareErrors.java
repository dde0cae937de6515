package io.agentplane.gateway.api;

import io.agentplane.platform.problem.PlatformProblem;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Requests that Jetty itself turns away, such as ambiguous paths, get a problem document like all others. */
final class BareErrors extends ErrorHandler {

    private final Refusals refusals;

    BareErrors(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        PlatformProblem problem = PlatformProblem.ofStatus(status);
        refusals.refuse(
                request,
                response,
                callback,
                Trace.of(request.getHeaders()),
                problem.because(status < 500 ? "The request is not well-formed HTTP" : "The gateway failed to answer"));
    }
}
