package io.agentplane.platform.path;

import io.agentplane.platform.problem.BareProblems;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Turns forms away before anyone reads them. No operation takes one, and whoever asks a servlet's request for a parameter
 * makes it read a form, whose faults nobody foresees.
 */
public final class JsonOnly extends Handler.Wrapper {

    private final BareProblems problems;

    public JsonOnly(Handler next, BareProblems problems) {
        super(next);
        this.problems = problems;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type != null && isForm(type.strip().toLowerCase(Locale.ROOT))) {
            problems.send(
                    request,
                    response,
                    callback,
                    PlatformProblem.MEDIA_TYPE_UNSUPPORTED.because("Send JSON; no operation takes a form"),
                    null);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static boolean isForm(String type) {
        return type.startsWith("multipart/") || type.startsWith("application/x-www-form-urlencoded");
    }
}
