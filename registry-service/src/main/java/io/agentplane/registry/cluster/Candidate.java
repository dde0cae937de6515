package io.agentplane.registry.cluster;

import java.time.Duration;
import java.util.UUID;

/**
 * A member that could lead, and all that an election looks at.
 *
 * @param age since its registration
 * @param completed tasks it has completed
 * @param failed tasks that failed in its hands
 * @param load share of its concurrency in use, above 1 when overloaded
 * @param activeFor how long it has been ACTIVE without a break; zero when it is not
 */
record Candidate(UUID agentId, Duration age, long completed, long failed, double load, Duration activeFor) {}
