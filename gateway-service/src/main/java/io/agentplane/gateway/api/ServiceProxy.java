package io.agentplane.gateway.api;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.GatewayProblem;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.RefusedReadException;
import io.agentplane.platform.web.RecordedAs;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response.CompleteListener;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes admitted requests on over pooled connections, without a thread waiting for the answer. */
final class ServiceProxy extends ProxyHandler.Reverse {

    static final String API_KEY_HEADER = "X-API-Key";

    private static final Logger log = LoggerFactory.getLogger(ServiceProxy.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    /** What services are told of a request; all else is between the caller and the gateway. */
    private static final List<String> TOLD = List.of(
            HttpHeader.ACCEPT.asString(),
            HttpHeader.CONTENT_ENCODING.asString(),
            HttpHeader.CONTENT_TYPE.asString(),
            HttpHeader.EXPECT.asString(),
            HttpHeader.IF_MATCH.asString(),
            HttpHeader.IF_NONE_MATCH.asString(),
            "Idempotency-Key",
            "Last-Event-ID");

    /** What the gateway says for itself in each answer. */
    private static final Set<HttpHeader> OWN = EnumSet.of(HttpHeader.DATE, HttpHeader.SERVER);

    private static final Pattern SERVER_OF_URL = Pattern.compile("^https?://[^/?#]*");

    /** Room for the largest headers of a caller and the gateway's word for it. */
    private static final int MAX_HEADERS = 32 * 1024;

    private static final String ORDER_ATTRIBUTE = ServiceProxy.class.getName() + ".order";

    private final ApiSettings settings;
    private final Refusals refusals;
    private final Map<Target, URI> services = new EnumMap<>(Target.class);

    ServiceProxy(ApiSettings settings, Refusals refusals) {
        super(request -> order(request).uri());
        this.settings = settings;
        this.refusals = refusals;
        for (Target target : Target.values()) {
            if (target != Target.GATEWAY) {
                services.put(
                        target, Objects.requireNonNull(settings.services().get(target.wireName()), target::wireName));
            }
        }
        setViaHost("agentplane");
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setConnectTimeout(settings.connectTimeout().toMillis());
        client.setIdleTimeout(settings.idleTimeout().toMillis());
        client.setMaxConnectionsPerDestination(settings.maxConnections());
        client.setMaxRequestsQueuedPerDestination(settings.maxQueued());
        client.setUserAgentField(null);
        client.setRequestBufferSize(MAX_HEADERS);
        client.setMaxRequestHeadersSize(MAX_HEADERS);
    }

    Optional<Target> serviceNamed(String name) {
        return services.keySet().stream()
                .filter(target -> target.wireName().equals(name))
                .findFirst();
    }

    HttpURI uriOf(Target service, String path, @Nullable String query) {
        URI base = Objects.requireNonNull(services.get(service));
        return HttpURI.build()
                .scheme(base.getScheme())
                .host(base.getHost())
                .port(base.getPort())
                .path(path)
                .query(query)
                .asImmutable();
    }

    /** Passes a request on; always true, as it will be answered by someone. */
    boolean pass(Request request, Response response, Callback callback, PassOrder order) {
        if (request.getLength() > settings.maxBody().toBytes()) {
            refusals.refuse(
                    request,
                    response,
                    callback,
                    order.trace(),
                    BoundedRequest.tooLarge(settings.maxBody()).refusal());
            return true;
        }
        request.setAttribute(ORDER_ATTRIBUTE, order);
        return handle(new BoundedRequest(request, settings), response, callback);
    }

    /** The caller's key stays here; the service gets the gateway's word for the caller instead. */
    @Override
    protected void copyRequestHeaders(Request request, org.eclipse.jetty.client.Request toService) {
        PassOrder order = order(request);
        toService.headers(headers -> {
            TOLD.forEach(name -> request.getHeaders().getFields(name).forEach(headers::add));
            if (order.authorization() != null) {
                headers.put(HttpHeader.AUTHORIZATION, order.authorization());
            }
            headers.put(Trace.HEADER, order.trace().header());
        });
        if (order.call() != null) {
            order.call().isPassedOnBy(toService);
        }
    }

    @Override
    protected CompleteListener newServerToProxyResponseListener(
            Request request, org.eclipse.jetty.client.Request toService, Response response, Callback callback) {
        return new ProxyResponseListener(request, toService, response, callback) {
            @Override
            public void onHeaders(org.eclipse.jetty.client.Response fromService) {
                request.setAttribute(RecordedAs.HEADER, fromService.getHeaders().get(RecordedAs.HEADER));
                super.onHeaders(fromService);
            }
        };
    }

    /** Where something is, is told without saying at which server: callers know this one by a name of their own. */
    @Override
    protected @Nullable HttpField filterServerToProxyResponseField(HttpField field) {
        if (OWN.contains(field.getHeader()) || field.getName().equalsIgnoreCase(RecordedAs.HEADER)) {
            return null;
        }
        return field.getHeader() == HttpHeader.LOCATION
                ? new HttpField(
                        field.getHeader(),
                        SERVER_OF_URL.matcher(field.getValue()).replaceFirst(""))
                : super.filterServerToProxyResponseField(field);
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request toService,
            org.eclipse.jetty.client.Response fromService,
            Response response,
            Callback callback,
            Throwable failure) {
        if (response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        response.reset();
        PassOrder order = order(request);
        if (!order.isRepeated() && SAFE.contains(request.getMethod()) && isOfAStaleConnection(failure)) {
            request.setAttribute(ORDER_ATTRIBUTE, order.repeated());
            handle(request, response, callback);
            return;
        }
        refusals.refuse(request, response, callback, order.trace(), refusalFor(failure));
    }

    /** A service may close a pooled connection in the moment in which it is used again. */
    private static boolean isOfAStaleConnection(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException
                    || cause instanceof ClosedChannelException
                    || (cause instanceof SocketException && !(cause instanceof ConnectException))) {
                return true;
            }
        }
        return false;
    }

    private static DomainException refusalFor(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedReadException refused) {
                return refused.refusal();
            }
        }
        log.warn("A service gave no answer: {}", failure.toString());
        return failure instanceof TimeoutException
                ? GatewayProblem.UPSTREAM_TIMEOUT.because("The service behind the gateway took too long to answer")
                : PlatformProblem.UPSTREAM_UNAVAILABLE.because(
                        "The service that has to answer is away; retry in a moment");
    }

    private static PassOrder order(Request request) {
        return (PassOrder) Objects.requireNonNull(request.getAttribute(ORDER_ATTRIBUTE));
    }
}
