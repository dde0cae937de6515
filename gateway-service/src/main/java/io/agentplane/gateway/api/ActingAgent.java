package io.agentplane.gateway.api;

import java.util.Optional;

/** The agent that acts by a call: that reports, comes into service, or takes and ends tasks. */
final class ActingAgent {

    private static final String AGENTS = "agents";

    private ActingAgent() {}

    /**
     * @param path below {@code /api/v1}, beginning with a slash
     */
    static Optional<String> of(String path) {
        String[] segments = Route.segments(path);
        if (segments.length < 3 || !segments[0].equals(AGENTS)) {
            return Optional.empty();
        }
        return switch (segments[2]) {
            case "heartbeat", "activate", "tasks" -> Optional.of(segments[1]);
            default -> Optional.empty();
        };
    }
}
