package io.agentplane.gateway.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which service answers which path below {@code /api/v1}, and which permission that takes. The first line that matches
 * counts. Methods that no line names need the strongest permission; the service then says that it has no such method.
 */
final class RouteTable {

    private static final String TABLE = """
            GET   /me                            GATEWAY   views:read

            GET   /agents/*/config/**            CONFIG    views:read
            POST  /agents/*/config/validate      CONFIG    views:read
            *     /agents/*/config/**            CONFIG    configuration:change
            GET   /config/**                     CONFIG    views:read
            *     /config/**                     CONFIG    configuration:change
            POST  /prompts/*/render              CONFIG    views:read
            GET   /prompts/**                    CONFIG    views:read
            *     /prompts/**                    CONFIG    configuration:change

            POST  /agents/*/tasks/**             SCHEDULER messages:route
            GET   /agents/*/permissions          POLICY    views:read
            *     /agents/*/permissions          POLICY    configuration:change
            GET   /agents/*/metrics              SCHEDULER views:read
            GET   /tasks/**                      SCHEDULER views:read
            POST  /tasks/**                      SCHEDULER messages:route
            *     /tasks/**                      SCHEDULER configuration:change
            GET   /queues                        SCHEDULER views:read

            POST  /agents/rank                   REGISTRY  views:read
            GET   /agents/**                     REGISTRY  views:read
            POST  /agents/**                     REGISTRY  agents:register
            PATCH /agents/**                     REGISTRY  agents:register
            DELETE /agents/**                    REGISTRY  agents:register
            *     /agents/**                     REGISTRY  configuration:change
            GET   /roles-catalog                 REGISTRY  views:read
            GET   /shards                        REGISTRY  views:read
            GET   /clusters/**                   REGISTRY  views:read
            *     /clusters/**                   REGISTRY  agents:register
            GET   /resource-pools/**             REGISTRY  views:read
            *     /resource-pools/**             REGISTRY  agents:register

            POST  /policies/evaluate             GATEWAY   messages:route
            POST  /policies/evaluate-batch       GATEWAY   messages:route
            POST  /policies/simulate             POLICY    logs:read
            POST  /policies/*/test               POLICY    views:read
            GET   /policies/**                   POLICY    views:read
            *     /policies/**                   POLICY    configuration:change
            GET   /decisions                     POLICY    logs:read
            *     /decisions                     POLICY    configuration:change
            GET   /audit/**                      POLICY    logs:read
            *     /audit/**                      POLICY    configuration:change
            GET   /roles/**                      POLICY    views:read
            *     /roles/**                      POLICY    configuration:change
            *     /principals/**                 POLICY    configuration:change
            *     /role-bindings/**              POLICY    configuration:change
            *     /api-keys/**                   POLICY    configuration:change
            GET   /approvals/**                  POLICY    views:read
            POST  /approvals/**                  POLICY    views:read
            *     /approvals/**                  POLICY    configuration:change
            GET   /approval-webhook/**           POLICY    views:read
            *     /approval-webhook/**           POLICY    configuration:change
            GET   /budgets/**                    POLICY    views:read
            *     /budgets/**                    POLICY    configuration:change
            GET   /budget-reservations/**        POLICY    views:read
            *     /budget-reservations/**        POLICY    messages:route
            GET   /kill-switch/**                POLICY    views:read
            *     /kill-switch/**                POLICY    configuration:change
            """;

    private final Map<String, List<Route>> byFirstSegment;

    RouteTable() {
        byFirstSegment = TABLE.lines()
                .filter(line -> !line.isBlank())
                .map(Route::parse)
                .collect(Collectors.groupingBy(route -> route.pattern()[0]));
    }

    /**
     * @param path below {@code /api/v1}, beginning with a slash
     */
    Optional<Route> find(String method, String path) {
        String[] segments = Route.segments(path);
        for (Route route : byFirstSegment.getOrDefault(segments[0], List.of())) {
            if (route.matches(method, segments)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }
}
