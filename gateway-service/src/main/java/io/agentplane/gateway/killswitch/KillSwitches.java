package io.agentplane.gateway.killswitch;

import io.agentplane.platform.event.StateReplay;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells which agents are stopped. */
@Component
public class KillSwitches {

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

    /** Why an agent may not act, if it may not. */
    public Optional<String> reasonFor(String namespace, String agentId) {
        return book.reasonFor(namespace, agentId);
    }
}
