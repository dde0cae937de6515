/** Makes a creating POST safe to repeat: the answer of the first one is kept with the change, in its transaction. */
@NullMarked
package io.agentplane.platform.idempotency;

import org.jspecify.annotations.NullMarked;
