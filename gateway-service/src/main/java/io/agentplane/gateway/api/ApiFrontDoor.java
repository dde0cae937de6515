package io.agentplane.gateway.api;

import io.agentplane.gateway.access.Access;
import io.agentplane.gateway.access.Admitted;
import io.agentplane.gateway.access.Principal;
import io.agentplane.gateway.killswitch.KillSwitches;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Lets API calls in: knows the caller, finds the service, checks the permission in the namespace, then hands the call to
 * the proxy. What is no API call goes on to Spring. Nothing here waits for anyone.
 */
final class ApiFrontDoor extends Handler.Wrapper {

    private static final String API = "/api/v1";
    private static final String DOCUMENTS = "/v3/api-docs/";
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Access access;
    private final KillSwitches killSwitches;
    private final RouteTable routes = new RouteTable();
    private final ServiceProxy proxy;
    private final Refusals refusals;
    private final CallMetrics metrics;
    private final CallAudit audit;

    ApiFrontDoor(
            Access access,
            KillSwitches killSwitches,
            ServiceProxy proxy,
            Refusals refusals,
            CallMetrics metrics,
            CallAudit audit) {
        this.access = access;
        this.killSwitches = killSwitches;
        this.proxy = proxy;
        this.refusals = refusals;
        this.metrics = metrics;
        this.audit = audit;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        if (path.startsWith(API + "/") || path.equals(API)) {
            Trace trace = Trace.of(request.getHeaders());
            Callback timed = metrics.timed(request, response, callback);
            Callback audited = audit.audited(request, response, timed, path.substring(API.length()), trace);
            try {
                return admit(request, response, audited, path.substring(API.length()), trace);
            } catch (DomainException refusal) {
                return refusals.refuse(request, response, audited, trace, refusal);
            } catch (Exception broken) {
                audit.broken(request);
                throw broken;
            }
        }
        if (path.startsWith(DOCUMENTS)) {
            Optional<Target> service = proxy.serviceNamed(path.substring(DOCUMENTS.length()));
            if (service.isPresent()) {
                HttpURI uri = proxy.uriOf(service.get(), API + "/v3/api-docs", null);
                return proxy.pass(
                        request, response, callback, new PassOrder(uri, null, Trace.of(request.getHeaders())));
            }
        }
        return super.handle(request, response, callback);
    }

    private boolean admit(Request request, Response response, Callback callback, String path, Trace trace)
            throws Exception {
        if (!access.isReady() || !killSwitches.isReady()) {
            throw GatewayProblem.GATEWAY_NOT_READY.because(
                    "The gateway has not read all rights and kill switches yet; try again");
        }
        HttpFields headers = request.getHeaders();
        Optional<Principal> caller =
                access.authenticate(headers.get(HttpHeader.AUTHORIZATION), headers.get(ServiceProxy.API_KEY_HEADER));
        if (caller.isEmpty()) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            throw PlatformProblem.UNAUTHENTICATED.because("Send a valid API key, as in: Authorization: Bearer ap_...");
        }
        audit.by(request, caller.get());
        return route(request, response, callback, path, new Call(caller.get(), trace));
    }

    private boolean route(Request request, Response response, Callback callback, String path, Call call)
            throws Exception {
        Route route = routes.find(request.getMethod(), path)
                .orElseThrow(() -> PlatformProblem.NOT_FOUND.because("The API has no such path"));
        String namespace = namespace(request, call.caller());
        Set<String> permissions = access.permissionsIn(call.caller(), namespace).orElseThrow(ApiFrontDoor::noNamespace);
        if (!permissions.contains(route.permission())) {
            throw PlatformProblem.PERMISSION_MISSING
                    .because("The call needs a permission that none of your roles has")
                    .with("permission", route.permission());
        }
        requireMayAct(call.caller(), namespace, path);
        if (!audit.admits(request, namespace)) {
            throw GatewayProblem.AUDIT_UNAVAILABLE.because(
                    "What changes something is not done while there is no room to record it; try again");
        }
        if (route.target() == Target.GATEWAY) {
            request.setAttribute(Admitted.ATTRIBUTE, new Admitted(call.caller(), namespace, permissions));
            return super.handle(request, response, callback);
        }
        metrics.servedBy(request, route.target());
        // The canonical path is what was checked, so that is what is passed on.
        HttpURI uri = proxy.uriOf(
                route.target(),
                request.getHttpURI().getCanonicalPath(),
                request.getHttpURI().getQuery());
        return proxy.pass(
                request,
                response,
                callback,
                new PassOrder(uri, access.vouchFor(call.caller(), namespace, permissions), call.trace()));
    }

    /** Agents act as themselves only, and those that are stopped at home or here not at all, nor anyone in their name. */
    private void requireMayAct(Principal caller, String namespace, String path) {
        Optional<String> acting = ActingAgent.of(path);
        if (acting.isPresent() && !caller.mayActAs(acting.get())) {
            throw GatewayProblem.AGENT_MISMATCH.because("An agent can act as itself only");
        }
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
    private static String namespace(Request request, Principal caller) {
        String query = request.getHttpURI().getQuery();
        if (query == null || !query.contains("namespace=")) {
            return caller.namespace();
        }
        Fields parameters = Request.extractQueryParameters(request);
        String named = parameters.getValue("namespace");
        if (named == null || named.equals(caller.namespace())) {
            return caller.namespace();
        }
        if (!NAMESPACE.matcher(named).matches()) {
            throw noNamespace();
        }
        return named;
    }

    private static DomainException noNamespace() {
        return GatewayProblem.NAMESPACE_NOT_FOUND.because("There is no such namespace for you");
    }

    private record Call(Principal caller, Trace trace) {}
}
