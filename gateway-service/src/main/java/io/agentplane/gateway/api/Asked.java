package io.agentplane.gateway.api;

import io.agentplane.platform.path.RequestPath;
import io.agentplane.platform.path.RequestQuery;
import io.agentplane.platform.problem.DomainException;
import java.util.Objects;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for, as it is put on record, also when it can't be done.
 *
 * @param action {@link Route#action()}, or the method and {@code *} when there is no such operation
 * @param resource the path below {@code /api/v1}; as it came, in ASCII, when it can't be read
 * @param routed absent when there is a fault
 */
record Asked(
        String action,
        String resource,
        RequestQuery query,
        @Nullable RoutedCall routed,
        @Nullable DomainException fault) {

    private static final int MAX_METHOD = 20;

    static Asked of(RouteTable routes, Request request, RequestPath path, RequestQuery query) {
        try {
            RoutedCall call = routes.find(request.getMethod(), path);
            return new Asked(call.route().action(), call.path().encoded(), query, call, null);
        } catch (DomainException refusal) {
            return new Asked(unknown(request), path.encoded(), query, null, refusal);
        }
    }

    /** A call whose target is no path and query. */
    static Asked unreadable(Request request, DomainException fault) {
        String raw = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        return new Asked(unknown(request), raw.replaceAll("[^!-~]", "?"), RequestQuery.parse(null), null, fault);
    }

    /** The operation that is called. Who isn't known should be told that first. */
    RoutedCall call() {
        if (fault != null) {
            throw fault;
        }
        return Objects.requireNonNull(routed);
    }

    boolean isRoutine() {
        return routed != null && routed.route().routine();
    }

    private static String unknown(Request request) {
        String method = request.getMethod();
        return (method.length() <= MAX_METHOD ? method : method.substring(0, MAX_METHOD)) + " *";
    }
}
