/** The one front of the control plane. It serves from memory what it has learned of rights, so it outlives the others. */
@NullMarked
package io.agentplane.gateway;

import org.jspecify.annotations.NullMarked;
