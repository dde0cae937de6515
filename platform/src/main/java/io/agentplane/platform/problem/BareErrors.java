package io.agentplane.platform.problem;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Requests that Jetty itself turns away, such as malformed ones, get a problem document like all others. */
public final class BareErrors extends ErrorHandler {

    private final Answer answer;

    public BareErrors(Answer answer) {
        this.answer = answer;
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
        answer.refuse(
                request,
                response,
                callback,
                problem.because(
                        problem == PlatformProblem.NOT_FOUND
                                ? "Nothing is served at this path"
                                : problem.kind().status() < 500
                                        ? "The request is not well-formed HTTP, or its line or headers are too long"
                                        : "The service failed to answer"));
    }

    /** How a refusal is sent. */
    @FunctionalInterface
    public interface Answer {

        void refuse(Request request, Response response, Callback callback, DomainException refusal);
    }
}
