package io.agentplane.gateway.api;

import io.agentplane.platform.path.RequestPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation that the API has.
 *
 * @param path below {@code /api/v1}, in its only spelling
 * @param actingAgent the id of the agent that acts by the call: that reports, comes into service, or takes and ends tasks
 */
record RoutedCall(Route route, RequestPath path, @Nullable String actingAgent) {

    Optional<String> agent() {
        return Optional.ofNullable(actingAgent);
    }
}
