package io.agentplane.gateway.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A text that the gateway serves itself.
 *
 * @param type its media type
 * @param text the same at every call, or as things stand
 */
record StaticPage(int status, String type, Supplier<String> text) {

    /** Style sheets and pictures of our own are all that a page of ours loads. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    boolean send(Request request, Response response, Callback callback) {
        byte[] octets = text.get().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, octets.length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        boolean isAsked = !HttpMethod.HEAD.is(request.getMethod());
        response.write(true, isAsked ? ByteBuffer.wrap(octets) : null, callback);
        return true;
    }
}
