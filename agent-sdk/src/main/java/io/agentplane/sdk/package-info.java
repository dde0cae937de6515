/**
 * What an agent written in Java needs to live under Agentplane: a client for the gateway ({@link
 * io.agentplane.sdk.Agentplane}) and the loop that turns a plain function into an agent ({@link
 * io.agentplane.sdk.AgentWorker}). Needs a JDK and Jackson, nothing else.
 */
@NullMarked
package io.agentplane.sdk;

import org.jspecify.annotations.NullMarked;
