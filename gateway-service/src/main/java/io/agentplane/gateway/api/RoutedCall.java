package io.agentplane.gateway.api;

import io.agentplane.platform.access.Reach;
import io.agentplane.platform.path.RequestPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation that the API has.
 *
 * @param path below {@code /api/v1}, in its only spelling
 * @param agent the id of the agent that acts by the call, or that it is for
 */
record RoutedCall(Route route, RequestPath path, @Nullable String agent) {

    /** The agent that acts by the call: that reports, comes into service, or takes and ends tasks. */
    Optional<String> actingAgent() {
        return route.reach() == Reach.SELF ? Optional.ofNullable(agent) : Optional.empty();
    }
}
