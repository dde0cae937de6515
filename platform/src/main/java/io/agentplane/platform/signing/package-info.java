/** The keys that a service signs its tokens with: one file for all replicas, in which a key follows the other in time. */
@NullMarked
package io.agentplane.platform.signing;

import org.jspecify.annotations.NullMarked;
