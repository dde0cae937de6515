package io.agentplane.gateway.api;

import io.agentplane.platform.path.RequestPath;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Serves what is no API call, for reading: the OpenAPI documents, Swagger UI, and a page to begin with. */
final class PageDoor {

    private static final List<String> DOCUMENTS = List.of("v3", "api-docs");
    private static final String YAML = ".yaml";
    private static final String DOCUMENT_OF_SERVICE = "/api/v1/v3/api-docs";

    /** What Spring serves. Nothing else gets as far. */
    private static final Set<String> OF_SPRING = Set.of(
            "/v3/api-docs/" + Target.GATEWAY.wireName(),
            "/v3/api-docs/" + Target.GATEWAY.wireName() + ".yaml",
            "/.well-known/jwks.json");

    private static final List<String> READING = List.of("GET", "HEAD");

    private final Handler spring;
    private final ServiceProxy proxy;
    private final Refusals refusals;
    private final Map<String, StaticPage> pages;
    private final StaticPage unknown;

    /**
     * @param pages what is served at a path
     * @param unknown what a browser gets where there is nothing
     */
    PageDoor(Handler spring, ServiceProxy proxy, Refusals refusals, Map<String, StaticPage> pages, StaticPage unknown) {
        this.spring = spring;
        this.proxy = proxy;
        this.refusals = refusals;
        this.pages = pages;
        this.unknown = unknown;
    }

    boolean handle(Request request, RequestPath path, Response response, Callback callback) throws Exception {
        StaticPage page = pages.get(path.encoded());
        Optional<Target> service = serviceOf(path.segments());
        boolean isOfSpring = OF_SPRING.contains(path.encoded());
        if (page == null && service.isEmpty() && !isOfSpring) {
            return nothing(request, response, callback);
        }
        if (!READING.contains(request.getMethod())) {
            return readOnly(request, response, callback);
        }
        if (page != null) {
            return page.send(request, response, callback);
        }
        return service.isPresent()
                ? proxy.pass(request, response, callback, documentOf(service.get(), isYaml(path.segments()), request))
                : spring.handle(whole(request), response, callback);
    }

    private Optional<Target> serviceOf(List<String> segments) {
        return segments.size() == DOCUMENTS.size() + 1
                        && segments.subList(0, DOCUMENTS.size()).equals(DOCUMENTS)
                ? proxy.serviceNamed(isYaml(segments) ? segments.getLast().replace(YAML, "") : segments.getLast())
                : Optional.empty();
    }

    private static boolean isYaml(List<String> segments) {
        return segments.getLast().endsWith(YAML);
    }

    /** A service's OpenAPI document, which anyone may read. */
    private PassOrder documentOf(Target service, boolean isYaml, Request request) {
        HttpURI uri = proxy.uriOf(service, DOCUMENT_OF_SERVICE + (isYaml ? YAML : ""), null);
        return new PassOrder(uri, null, Trace.of(request.getHeaders()), null);
    }

    /** Pages are small, so nobody gets a part of one (RFC 9110, section 14.2, leaves that to the server). */
    private static Request whole(Request request) {
        HttpFields headers = HttpFields.build(request.getHeaders(), EnumSet.of(HttpHeader.RANGE, HttpHeader.IF_RANGE));
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
    }

    private boolean nothing(Request request, Response response, Callback callback) {
        return isBrowser(request)
                ? unknown.send(request, response, callback)
                : refuse(
                        request,
                        response,
                        callback,
                        PlatformProblem.NOT_FOUND.because(
                                "Nothing is served at this path; the API begins with /api/v1"));
    }

    private static boolean isBrowser(Request request) {
        @Nullable String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        return READING.contains(request.getMethod())
                && accept != null
                && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    private boolean readOnly(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", READING));
        return refuse(
                request,
                response,
                callback,
                PlatformProblem.METHOD_NOT_ALLOWED.because("Documents and pages can only be read"));
    }

    private boolean refuse(Request request, Response response, Callback callback, DomainException refusal) {
        return refusals.refuse(request, response, callback, Trace.of(request.getHeaders()), refusal);
    }
}
