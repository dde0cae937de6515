/**
 * Decides what an agent may do: policies are compiled into an immutable {@link
 * io.agentplane.policy.engine.PolicySet}, which answers each request by looking only at the policies
 * that could match it. Needs no framework, so that the gateway
 * can decide in memory on every call.
 */
@NullMarked
package io.agentplane.policy.engine;

import org.jspecify.annotations.NullMarked;
