/** Black-box journeys: everything goes through the gateway of one real cluster that all classes share. */
@NullMarked
package io.agentplane.system;

import org.jspecify.annotations.NullMarked;
