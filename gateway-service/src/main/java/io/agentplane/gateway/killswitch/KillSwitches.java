package io.agentplane.gateway.killswitch;

import io.agentplane.platform.event.StateReplay;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells whether a call comes from, or is made in the name of, an agent that is stopped. */
@Component
public class KillSwitches {

    private static final String AGENTS = "agents";

    private final KillSwitchBook book;
    private final StateReplay replay;

    KillSwitches(KillSwitchBook book, StateReplay killSwitchReplay) {
        this.book = book;
        this.replay = killSwitchReplay;
    }

    /** False until all switches have been read once. */
    public boolean isReady() {
        return replay.isCaughtUp();
    }

    /** Why an agent may not call, if it may not. */
    public Optional<String> reasonForAgent(String namespace, String agentId) {
        return book.reasonFor(namespace, agentId);
    }

    /**
     * Why nobody may make a call in an agent's name, if it is made in one.
     *
     * @param path below {@code /api/v1}, beginning with a slash
     */
    public Optional<String> reasonForCall(String namespace, String path) {
        String agent = actingAgent(path);
        return agent == null ? Optional.empty() : book.reasonFor(namespace, agent);
    }

    /** The agent that acts by a call: reports, comes into service, or takes and ends tasks. */
    private static @Nullable String actingAgent(String path) {
        String[] segments = path.substring(1).split("/", -1);
        if (segments.length < 3 || !segments[0].equals(AGENTS)) {
            return null;
        }
        return switch (segments[2]) {
            case "heartbeat", "activate", "tasks" -> segments[1];
            default -> null;
        };
    }
}
