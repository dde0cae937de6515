/**
 * The whole control plane on one machine: what it consists of, and starting and stopping it in good order. The same
 * code serves {@code ./agentplane} and the tests that need a real cluster.
 */
@NullMarked
package io.agentplane.local;

import org.jspecify.annotations.NullMarked;
