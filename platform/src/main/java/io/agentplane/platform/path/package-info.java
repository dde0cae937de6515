/**
 * The one reading of what a request asks for: its path and query are decoded once, strictly, and what was read is what is
 * checked, routed, audited and sent on.
 */
@NullMarked
package io.agentplane.platform.path;

import org.jspecify.annotations.NullMarked;
