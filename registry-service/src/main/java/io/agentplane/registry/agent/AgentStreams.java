package io.agentplane.registry.agent;

import io.agentplane.platform.identity.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;

/** Bounds how many streams a caller has open at this replica, whatever they are of: each holds a connection and memory. */
@Service
public class AgentStreams {

    private final StreamSettings settings;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    AgentStreams(StreamSettings settings) {
        this.settings = settings;
    }

    /** Returns at the end of the stream; refuses one that is too many. */
    public <E extends Exception> void run(Streaming<E> streaming) throws E {
        String caller = Caller.current().id();
        int streams = open.merge(caller, 1, Integer::sum);
        try {
            if (streams > settings.mostPerCaller()) {
                throw AgentProblem.TOO_MANY_STREAMS.because(
                        "You have too many watches and exports open; close one, or retry later");
            }
            streaming.run();
        } finally {
            open.computeIfPresent(caller, (_, others) -> others == 1 ? null : others - 1);
        }
    }

    /** What sends the stream. */
    @FunctionalInterface
    public interface Streaming<E extends Exception> {

        void run() throws E;
    }
}
