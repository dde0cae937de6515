/** Keeps a service from starting on a schema that isn't laid out for it yet. */
@NullMarked
package io.agentplane.platform.schema;

import org.jspecify.annotations.NullMarked;
