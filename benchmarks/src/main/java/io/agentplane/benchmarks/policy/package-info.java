/** Nanoseconds per decision of the policy engine beside other engines, and the time to compile a set of policies. */
@NullMarked
package io.agentplane.benchmarks.policy;

import org.jspecify.annotations.NullMarked;
