package io.agentplane.platform.path;

import io.agentplane.platform.problem.BareProblems;
import io.agentplane.platform.problem.PlatformProblem;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.http.MediaType;

/**
 * Turns forms away before anyone reads them. No operation takes one, and whoever asks a servlet's request for a parameter
 * makes it read a form, whose faults nobody foresees. So are other charsets than UTF-8: readers put other characters in place
 * of what is none in them.
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
        boolean isPacked = request.getHeaders().contains(HttpHeader.CONTENT_ENCODING);
        if (isPacked || type != null && !mayBeJson(type)) {
            problems.send(
                    request,
                    response,
                    callback,
                    PlatformProblem.MEDIA_TYPE_UNSUPPORTED.because(
                            "Send JSON in UTF-8 without a Content-Encoding; this one is not supported"),
                    null);
            return true;
        }
        return super.handle(request, response, callback);
    }

    /** Also false for what Spring itself would break at: wildcards, and quotes that don't end. */
    private static boolean mayBeJson(String type) {
        try {
            MediaType read = MediaType.parseMediaType(type);
            return read.isConcrete()
                    && !read.getType().equals("multipart")
                    && !MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(read)
                    && (read.getCharset() == null || StandardCharsets.UTF_8.equals(read.getCharset()));
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}
