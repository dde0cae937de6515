/**
 * Lets people decide what a policy lets through only with approval. An approval is bound to the exact request by a digest,
 * given by others than the one who asked, and used up by it; with an
 * idempotency key the same request is let through again.
 */
@ApplicationModule(allowedDependencies = {"policy", "access", "engine", "evaluation"})
@NullMarked
package io.agentplane.policy.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
