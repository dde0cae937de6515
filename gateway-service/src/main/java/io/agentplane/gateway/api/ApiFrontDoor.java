package io.agentplane.gateway.api;

import io.agentplane.gateway.access.Access;
import io.agentplane.gateway.access.Admitted;
import io.agentplane.gateway.access.Principal;
import io.agentplane.gateway.api.OpenCalls.OpenCall;
import io.agentplane.gateway.killswitch.KillSwitches;
import io.agentplane.platform.access.RightGuard;
import io.agentplane.platform.path.RequestPath;
import io.agentplane.platform.path.RequestQuery;
import io.agentplane.platform.path.RequestTarget;
import io.agentplane.platform.path.SingleHeaders;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.GatewayProblem;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
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

/**
 * Lets API calls in: knows the caller, finds the service, checks the permission in the namespace, then hands the call to
 * the proxy. What is no API call goes on to Spring. Nothing here waits for anyone.
 */
final class ApiFrontDoor extends Handler.Wrapper {

    private static final List<String> API = List.of("api", "v1");
    private static final String API_PATH = new RequestPath(API).encoded();

    private final Access access;
    private final KillSwitches killSwitches;
    private final RouteTable routes = new RouteTable();
    private final ServiceProxy proxy;
    private final Refusals refusals;
    private final CallMetrics metrics;
    private final CallAudit audit;
    private final OpenCalls calls;
    private final PageDoor pages;

    ApiFrontDoor(
            Access access,
            KillSwitches killSwitches,
            ServiceProxy proxy,
            Refusals refusals,
            CallMetrics metrics,
            CallAudit audit,
            OpenCalls calls,
            PageDoor pages) {
        this.access = access;
        this.killSwitches = killSwitches;
        this.proxy = proxy;
        this.refusals = refusals;
        this.metrics = metrics;
        this.audit = audit;
        this.calls = calls;
        this.pages = pages;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        RequestTarget target;
        try {
            target = RequestTarget.of(request.getHttpURI());
        } catch (DomainException unreadable) {
            return call(request, response, callback, RequestedCall.unreadable(request, unreadable));
        }
        Request read = target.in(request);
        List<String> segments = target.path().segments();
        if (segments.size() >= API.size() && segments.subList(0, API.size()).equals(API)) {
            var path = new RequestPath(segments.subList(API.size(), segments.size()));
            return call(read, response, callback, RequestedCall.of(routes, request, path, target.query()));
        }
        return pages.handle(read, target.path(), response, callback);
    }

    /** Refuses what never came through the door, or broke behind it; what never came goes on record here. */
    void refuseUnheard(Request request, Response response, Callback callback, DomainException refusal) {
        Trace trace = Trace.of(request.getHeaders());
        Callback recorded = audit.isWatching(request)
                ? callback
                : audit.audited(request, response, callback, RequestedCall.unreadable(request, refusal), trace);
        refusals.refuse(request, response, recorded, trace, refusal);
    }

    private boolean call(Request request, Response response, Callback callback, RequestedCall requested)
            throws Exception {
        Trace trace = Trace.of(request.getHeaders());
        Callback timed = metrics.timed(request, response, callback);
        Callback audited = audit.audited(request, response, timed, requested, trace);
        try {
            return admit(request, response, audited, requested, trace);
        } catch (DomainException refusal) {
            if (refusal.properties().get(RouteTable.ALLOWED) instanceof List<?> methods) {
                methods.forEach(method -> response.getHeaders().add(HttpHeader.ALLOW, String.valueOf(method)));
            }
            return refusals.refuse(request, response, audited, trace, refusal);
        } catch (Exception broken) {
            audit.broken(request);
            throw broken;
        }
    }

    private boolean admit(Request request, Response response, Callback callback, RequestedCall requested, Trace trace)
            throws Exception {
        if (!access.isReady() || !killSwitches.isReady()) {
            throw GatewayProblem.GATEWAY_NOT_READY.because(
                    "The gateway is starting and has not read all rights and kill switches yet; retry in a moment");
        }
        Credentials credentials = Credentials.of(request);
        SingleHeaders.require(request.getHeaders());
        Principal caller;
        try {
            caller = caller(credentials);
        } catch (DomainException stranger) {
            if (!access.isComplete()) {
                throw GatewayProblem.GATEWAY_NOT_READY.because(
                        "The gateway's Kafka is not the one that has all keys; whoever runs it finds the cause in its health");
            }
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            access.lastHolderOf(credentials.authorization(), credentials.apiKey())
                    .ifPresent(holder -> audit.byLastHolder(request, holder));
            throw stranger;
        }
        audit.by(request, caller);
        return pass(
                request,
                response,
                callback,
                requested.routed(),
                new Admission(caller, credentials, requested.query(), trace));
    }

    private Principal caller(Credentials credentials) {
        return access.authenticate(credentials.authorization(), credentials.apiKey())
                .orElseThrow(() -> PlatformProblem.UNAUTHENTICATED.because(
                        "Send a valid API key, as in: Authorization: Bearer ap_..."));
    }

    /** What the caller may do in the namespace, if it may use the operation there. */
    private Set<String> permissions(Principal caller, String namespace, RoutedCall routed) {
        Set<String> permissions = access.permissionsIn(caller, namespace).orElseThrow(ApiFrontDoor::noNamespace);
        Route route = routed.route();
        RightGuard.require(route.permissions(), route.reach(), permissions, caller.isAgent());
        requireMayAct(caller, namespace, routed);
        return permissions;
    }

    private boolean pass(Request request, Response response, Callback callback, RoutedCall routed, Admission admission)
            throws Exception {
        Principal caller = admission.caller();
        String namespace = namespace(admission.query(), caller);
        Set<String> permissions = permissions(caller, namespace, routed);
        Route route = routed.route();
        if (!audit.admits(request, namespace)) {
            throw GatewayProblem.AUDIT_UNAVAILABLE.because(
                    "There is no room to record calls in the audit log, so nothing is changed; retry later");
        }
        if (route.target() == Target.GATEWAY) {
            request.setAttribute(Admitted.ATTRIBUTE, new Admitted(caller, namespace, permissions));
            WholeBodyFirst.admitAgain(
                    request,
                    admission.trace(),
                    () -> request.setAttribute(
                            Admitted.ATTRIBUTE, admitAgain(admission.credentials(), namespace, routed)));
            return super.handle(request, response, callback);
        }
        metrics.servedBy(request, route.target());
        // Spelled from what was checked, so that nothing else can be read there.
        HttpURI uri = proxy.uriOf(
                route.target(),
                API_PATH + routed.path().encoded(),
                admission.query().encoded());
        OpenCall open = calls.begin(() -> admitAgain(admission.credentials(), namespace, routed));
        return proxy.pass(
                request,
                response,
                Callback.from(() -> calls.end(open), callback),
                new PassOrder(uri, access.vouchFor(caller, namespace, permissions), admission.trace(), open));
    }

    private Admitted admitAgain(Credentials credentials, String namespace, RoutedCall routed) {
        Principal caller = caller(credentials);
        return new Admitted(caller, namespace, permissions(caller, namespace, routed));
    }

    /** Agents act as themselves only, and those that are stopped at home or here not at all, nor anyone in their name. */
    private void requireMayAct(Principal caller, String namespace, RoutedCall routed) {
        if (routed.agent() != null && !caller.mayActAs(routed.agent())) {
            throw PlatformProblem.AGENT_MISMATCH.because("An agent can act as itself only");
        }
        Optional<String> acting = routed.actingAgent();
        acting.flatMap(agent -> killSwitches.reasonFor(namespace, agent))
                .or(() -> Optional.ofNullable(caller.agentId())
                        .flatMap(agent -> killSwitches
                                .reasonFor(caller.namespace(), agent)
                                .or(() -> killSwitches.reasonFor(namespace, agent))))
                .ifPresent(reason -> {
                    throw GatewayProblem.AGENT_KILLED
                            .because("The agent is stopped by a kill switch")
                            .with("reason", reason);
                });
    }

    /** The caller's own namespace, or the one it names. */
    private static String namespace(RequestQuery query, Principal caller) {
        String named = query.single("namespace");
        if (named == null || named.equals(caller.namespace())) {
            return caller.namespace();
        }
        if (named.isBlank()) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid in the query: namespace")
                    .withErrors(List.of(new FieldFault("namespace", "must have a value, or be left out")));
        }
        if (ParameterKind.NAME.read(named) == null) {
            throw noNamespace();
        }
        return named;
    }

    private static DomainException noNamespace() {
        return GatewayProblem.NAMESPACE_NOT_FOUND.because("The namespace does not exist, or you have no role in it");
    }

    /** What a request was sent with, in its own words. */
    private record Credentials(
            @Nullable String authorization, @Nullable String apiKey) {

        /** With two keys, each reader could take another one for the caller's. */
        static Credentials of(Request request) {
            HttpFields headers = request.getHeaders();
            List<String> authorizations = headers.getValuesList(HttpHeader.AUTHORIZATION);
            List<String> keys = headers.getValuesList(ServiceProxy.API_KEY_HEADER);
            if (authorizations.size() + keys.size() > 1) {
                throw PlatformProblem.INVALID_REQUEST.because(
                        "Send one key, in one header: Authorization or " + ServiceProxy.API_KEY_HEADER);
            }
            return new Credentials(
                    authorizations.isEmpty() ? null : authorizations.getFirst(),
                    keys.isEmpty() ? null : keys.getFirst());
        }
    }

    private record Admission(Principal caller, Credentials credentials, RequestQuery query, Trace trace) {}
}
