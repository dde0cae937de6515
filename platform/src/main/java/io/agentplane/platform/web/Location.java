package io.agentplane.platform.web;

import io.agentplane.platform.identity.Namespace;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriUtils;

/**
 * Where something is found, for answers to say: a path without a host, which is what the caller says it is and not always
 * the one it called. A namespace that the request named is named again, or the caller would look in its own.
 */
public final class Location {

    private static final String NAMESPACE = "namespace";

    private Location() {}

    /** Of what was made in the collection that was called. */
    public static URI below(Object name) {
        HttpServletRequest request = request();
        return URI.create(inNamespace(request, request.getRequestURI() + "/" + encoded(name)));
    }

    /**
     * Of what is elsewhere.
     *
     * @param path from behind the common path of all services, such as {@code /prompts/{name}?version={version}}; each part
     *     in braces is replaced by the next of the names
     */
    public static URI of(String path, Object... names) {
        HttpServletRequest request = request();
        String filled = path;
        for (Object name : names) {
            int open = filled.indexOf('{');
            filled = filled.substring(0, open) + encoded(name) + filled.substring(filled.indexOf('}') + 1);
        }
        return URI.create(inNamespace(request, request.getContextPath() + filled));
    }

    private static String inNamespace(HttpServletRequest request, String uri) {
        return request.getParameter(NAMESPACE) == null || uri.contains(NAMESPACE + "=")
                ? uri
                : uri + (uri.contains("?") ? "&" : "?") + NAMESPACE + "=" + encoded(Namespace.current());
    }

    private static String encoded(Object name) {
        return UriUtils.encode(name.toString(), StandardCharsets.UTF_8);
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }
}
