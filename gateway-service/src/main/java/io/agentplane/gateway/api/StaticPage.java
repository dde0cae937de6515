package io.agentplane.gateway.api;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What the gateway serves itself.
 *
 * @param type its media type
 * @param policy what the page may load and do (Content Security Policy)
 * @param octets the same at every call, or as things stand
 */
record StaticPage(int status, String type, String policy, Supplier<byte[]> octets) {

    /** Style sheets and pictures of our own are all that a page loads. */
    static final String PLAIN =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    boolean send(Request request, Response response, Callback callback) {
        byte[] content = octets.get();
        response.setStatus(status);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Content-Security-Policy", policy);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        boolean isAsked = !HttpMethod.HEAD.is(request.getMethod());
        response.write(true, isAsked ? ByteBuffer.wrap(content) : null, callback);
        return true;
    }
}
