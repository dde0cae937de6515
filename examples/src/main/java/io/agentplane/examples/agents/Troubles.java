package io.agentplane.examples.agents;

import io.agentplane.sdk.AgentplaneException;
import io.agentplane.sdk.AgentplaneProblemException;
import io.agentplane.sdk.Task;
import io.agentplane.sdk.WorkerListener;

/**
 * Says what stands in an agent's way. A key that is refused again and again was replaced; the container ends then, and is
 * started again with the one that lies there now.
 */
final class Troubles implements WorkerListener {

    private static final int UNAUTHORIZED = 401;

    /** A gateway may hear of a new key a moment late. */
    private static final int REFUSALS = 10;

    private static final int KEY_REFUSED = 3;

    private final String agent;
    private String last = "";
    private int refusals;

    Troubles(String agent) {
        this.agent = agent;
    }

    @Override
    public synchronized void completed(Task task) {
        refusals = 0;
        last = "";
    }

    @Override
    public synchronized void troubled(AgentplaneException reason) {
        say(String.valueOf(reason.getMessage()).replaceAll(" \\(trace .*", ""));
        refusals = isKeyRefused(reason) ? refusals + 1 : 0;
        if (refusals == REFUSALS) {
            System.out.println(agent + ": the key no longer opens; starting again");
            Thread.ofPlatform().start(() -> System.exit(KEY_REFUSED));
        }
    }

    /** Once, however often it is told in a row. */
    synchronized void say(String message) {
        if (!message.equals(last)) {
            last = message;
            System.out.println(agent + ": " + message);
        }
    }

    private static boolean isKeyRefused(AgentplaneException reason) {
        return reason instanceof AgentplaneProblemException problem && problem.status() == UNAUTHORIZED;
    }
}
