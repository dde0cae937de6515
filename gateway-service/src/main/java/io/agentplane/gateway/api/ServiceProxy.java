package io.agentplane.gateway.api;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.RefusedReadException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
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
        return handle(new BoundedRequest(request, settings.maxBody()), response, callback);
    }

    /** The caller's key stays here; the service gets the gateway's word for the caller instead. */
    @Override
    protected void copyRequestHeaders(Request request, org.eclipse.jetty.client.Request toService) {
        super.copyRequestHeaders(request, toService);
        PassOrder order = order(request);
        toService.headers(headers -> {
            headers.remove(API_KEY_HEADER);
            headers.remove(HttpHeader.AUTHORIZATION);
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
        refusals.refuse(request, response, callback, order(request).trace(), refusalFor(failure));
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
                        "The service behind the gateway does not answer at present; try again");
    }

    private static PassOrder order(Request request) {
        return (PassOrder) Objects.requireNonNull(request.getAttribute(ORDER_ATTRIBUTE));
    }
}
