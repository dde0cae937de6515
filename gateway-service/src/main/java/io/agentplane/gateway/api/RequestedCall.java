package io.agentplane.gateway.api;

import io.agentplane.platform.path.RequestPath;
import io.agentplane.platform.path.RequestQuery;
import io.agentplane.platform.problem.DomainException;
import java.util.Objects;
import org.eclipse.jetty.server.Request;

/** What a call asks for, as it is put on record; also when the API has nothing of the kind. */
sealed interface RequestedCall {

    /** {@link Route#action()}, or the method and {@code *} when there is no such operation. */
    String action();

    /** The path below {@code /api/v1}; as it came, in ASCII, when it can't be read. */
    String resource();

    RequestQuery query();

    /**
     * The operation that is called. Ask for it after authentication: callers without a valid key get 401 before 404.
     *
     * @throws DomainException when there is none
     */
    RoutedCall routed();

    default boolean isRoutine() {
        return this instanceof Known known && known.routed().route().isRoutine();
    }

    /** Whether its answer goes on until one side ends it. */
    default boolean isStream() {
        return this instanceof Known known && known.routed().route().isStream();
    }

    static RequestedCall of(RouteTable routes, Request request, RequestPath path, RequestQuery query) {
        try {
            return new Known(routes.find(request.getMethod(), path), query);
        } catch (DomainException refusal) {
            return new Unknown(Unknown.action(request), path.encoded(), query, refusal);
        }
    }

    /** A call whose target is no path and query. */
    static RequestedCall unreadable(Request request, DomainException refusal) {
        String raw = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
        return new Unknown(Unknown.action(request), raw.replaceAll("[^!-~]", "?"), RequestQuery.parse(null), refusal);
    }

    /** A call of an operation that the API has. */
    record Known(RoutedCall routed, RequestQuery query) implements RequestedCall {

        @Override
        public String action() {
            return routed.route().action();
        }

        @Override
        public String resource() {
            return routed.path().encoded();
        }
    }

    /** A call of something else. */
    record Unknown(String action, String resource, RequestQuery query, DomainException refusal)
            implements RequestedCall {

        private static final int MAX_METHOD = 20;

        @Override
        public RoutedCall routed() {
            throw refusal;
        }

        static String action(Request request) {
            String method = request.getMethod();
            return (method.length() <= MAX_METHOD ? method : method.substring(0, MAX_METHOD)) + " *";
        }
    }
}
