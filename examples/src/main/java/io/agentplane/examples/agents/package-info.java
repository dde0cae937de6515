/**
 * Agents in containers: a coordinator that puts workers to work and divides tasks among them, and the workers, which
 * register themselves. Each container is told by its environment what it is.
 */
@NullMarked
package io.agentplane.examples.agents;

import org.jspecify.annotations.NullMarked;
