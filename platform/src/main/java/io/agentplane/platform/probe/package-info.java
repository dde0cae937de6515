/** Asks a service how it is, from within its container. */
@NullMarked
package io.agentplane.platform.probe;

import org.jspecify.annotations.NullMarked;
