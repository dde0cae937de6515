package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.load.Call;
import java.util.function.Supplier;

/**
 * A registry as its callers see it. Agents are numbered from zero; what agent 123 can do is in its digits, see {@link
 * AgentSeeds}. Every supplier goes through its calls in order, whoever asks.
 */
interface Registry {

    /** New agents, never the same twice. */
    Supplier<Call> registrations();

    /** One agent after the other, again and again. */
    Supplier<Call> heartbeats(int agents);

    /** Each finds one in a thousand of the agents. */
    Supplier<Call> lookUps();
}
