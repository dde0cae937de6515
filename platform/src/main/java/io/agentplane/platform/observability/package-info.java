/** Names the service in its metrics and traces. */
@NullMarked
package io.agentplane.platform.observability;

import org.jspecify.annotations.NullMarked;
